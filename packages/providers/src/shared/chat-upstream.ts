import type { ChatDialect, DecodeOptions } from '@weir/protocol/canonical/chat-dialect';
import type { Feature } from '@weir/protocol/canonical/features';
import type { EncodeTarget } from '@weir/protocol/canonical/losses';
import { type JsonObject, parseObject } from '@weir/protocol/json-read';
import type { ChatUpstream, HttpRequest, ProviderTarget } from '../provider.ts';
import { endpointUrl } from './endpoint-url.ts';

/** What a path, or the last word on a body, may depend on. */
export type UpstreamCall = ProviderTarget & { readonly streaming: boolean };

/** How a vendor that speaks one of the dialects takes a translated request: only what differs. */
export type ChatUpstreamOptions = {
  readonly dialect: ChatDialect;
  /** As endpointUrl takes it; a query in it is kept beside the base URL's own. */
  readonly path: string | ((call: UpstreamCall) => string);
  /** The provider's name, for errors. */
  readonly name: string;
  /** Whose sealed reasoning it makes and can read: the origin of a Signature. */
  readonly signer: string;
  /** What it cannot do though its dialect could say it; nothing where not stated. */
  readonly lacks?: ReadonlySet<Feature>;
  /** Besides `content-type` and `accept`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the model thinks, and the most that it puts out, where the provider knows better than the catalogue. */
  readonly model?: Pick<EncodeTarget, 'reasons' | 'outputTokensMax'>;
  readonly streamEnd?: DecodeOptions['streamEnd'];
  /** The body as the vendor wants it, where its transport differs (Vertex: the version in the body, the model not). */
  readonly bodyOf?: (body: JsonObject, call: UpstreamCall) => JsonObject;
};

const nothing: ReadonlySet<Feature> = new Set();

/** The URL of `path`, whose own query goes behind the base URL's. */
function urlOf(baseUrl: string, path: string): string {
  const mark = path.indexOf('?');
  if (mark === -1) return endpointUrl(baseUrl, path);
  const url = endpointUrl(baseUrl, path.slice(0, mark));
  return `${url}${url.includes('?') ? '&' : '?'}${path.slice(mark + 1)}`;
}

/** An upstream that is spoken to in one of the dialects, for clients of any other: request, answer and stream by the hub. */
export function chatUpstream(of: ChatUpstreamOptions): ChatUpstream {
  const { dialect, path, bodyOf, name, signer, lacks = nothing } = of;
  const decoding: DecodeOptions = { signer, ...(of.streamEnd === undefined ? {} : { streamEnd: of.streamEnd }) };
  return {
    language: dialect.operation,
    framing: 'sse',
    toHttp(request, target) {
      const { streaming } = request;
      const call: UpstreamCall = { ...target, streaming };
      const { body, dropped } = dialect.encodeRequest(request, {
        name,
        model: target.model,
        signer,
        lacks,
        ...(target.reasons === undefined ? {} : { reasons: target.reasons }),
        ...(target.outputTokensMax === undefined ? {} : { outputTokensMax: target.outputTokensMax }),
        ...of.model,
      });
      const http: HttpRequest = {
        method: 'POST',
        url: urlOf(target.baseUrl, typeof path === 'string' ? path : path(call)),
        headers: {
          'content-type': 'application/json',
          accept: streaming ? 'text/event-stream' : 'application/json',
          ...of.headers,
        },
        body: Buffer.from(JSON.stringify(bodyOf === undefined ? body : bodyOf(body, call))),
        usageChunkAdded: false,
      };
      return { http, dropped };
    },
    fromBody(bytes) {
      const body = parseObject(bytes.toString());
      return body === undefined ? [] : dialect.fromBody(body, decoding);
    },
    decoder: () => dialect.decoder(decoding),
  };
}
