import { countAt } from '@weir/protocol/json-read';
import type { ChatUpstream, CountUpstream } from '../provider.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { countUpstream } from '../shared/whole-upstream.ts';
import { modelPath } from './lane.ts';

/** https://ai.google.dev/api/tokens: the request as it would be made, with its instructions and tools. */
export function geminiCount(chat: ChatUpstream): CountUpstream {
  return countUpstream(chat.toHttp, {
    urlOf: ({ baseUrl, model }) => endpointUrl(baseUrl, `/v1beta/${modelPath(model)}:countTokens`),
    bodyOf: (body, { model }) => ({
      generateContentRequest: { ...body, model: model.includes('/') ? model : `models/${model}` },
    }),
    read: (body) => countAt(body, 'totalTokens'),
  });
}
