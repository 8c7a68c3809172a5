import type { ChatUpstream } from '../provider.ts';
import { urlUnder } from '../shared/url-under.ts';
import { CohereDecoder } from './decoder.ts';
import { encodeCohere } from './encode-request.ts';
import { fromCohereBody } from './from-body.ts';

/** Base URLs do without the version, as in Cohere's SDKs; one at the end is not doubled. */
export function cohereUrl(baseUrl: string, path: string): string {
  return urlUnder(baseUrl.replace(/\/v[12]\/?(?=$|\?)/, ''), path);
}

/** Cohere's chat, version 2: https://docs.cohere.com/reference/chat. */
export const cohereChat: ChatUpstream = {
  language: 'cohere',
  framing: 'sse',
  toHttp(request, target) {
    const { body, dropped } = encodeCohere(request, { name: 'Cohere', model: target.model });
    return {
      dropped,
      http: {
        method: 'POST',
        url: cohereUrl(target.baseUrl, '/v2/chat'),
        headers: {
          'content-type': 'application/json',
          accept: request.streaming ? 'text/event-stream' : 'application/json',
        },
        body: Buffer.from(JSON.stringify(body)),
        usageChunkAdded: false,
      },
    };
  },
  fromBody: (body) => fromCohereBody(body.toString()),
  decoder: () => new CohereDecoder(),
};
