import type { EmbeddingsAnswer, EmbeddingsRequest } from '@weir/protocol/embeddings/embeddings';
import type { JsonObject } from '@weir/protocol/json-read';
import { parseObject } from '@weir/protocol/json-read';
import type { CountUpstream, EmbeddingsUpstream, HttpRequest, ProviderTarget, TranslatedRequest } from '../provider.ts';

/** A JSON request whose answer comes whole. */
export function jsonPost(url: string, body: JsonObject, headers: Readonly<Record<string, string>> = {}): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
    usageChunkAdded: false,
  };
}

/** How a vendor makes embeddings: only what differs. */
export type EmbeddingsSide = {
  urlOf(target: ProviderTarget): string;
  /** Throws WeirError unsupported_capability for what may not be left out. */
  encode(request: EmbeddingsRequest, target: ProviderTarget): { body: JsonObject; dropped: readonly string[] };
  /** Undefined where the answer is not whole. */
  read(body: JsonObject, headers: Readonly<Record<string, string>>): EmbeddingsAnswer | undefined;
};

/** An upstream of embeddings over JSON. */
export function embeddingsUpstream(side: EmbeddingsSide): EmbeddingsUpstream {
  return {
    toHttp(request, target) {
      const { body, dropped } = side.encode(request, target);
      return { http: jsonPost(side.urlOf(target), body), dropped };
    },
    fromBody(bytes, headers) {
      const body = parseObject(bytes.toString());
      return body === undefined ? undefined : side.read(body, headers);
    },
  };
}

/** The same upstream, at addresses that do not come from base URL and path alone. */
export function embeddingsAt(
  upstream: EmbeddingsUpstream,
  urlOf: (target: ProviderTarget) => string,
): EmbeddingsUpstream {
  return {
    ...upstream,
    toHttp(request, target) {
      const { http, dropped } = upstream.toHttp(request, target);
      return { dropped, http: { ...http, url: urlOf(target) } };
    },
  };
}

/** How a vendor counts tokens: by what it makes of the conversation's own request. */
export type CountSide = {
  urlOf(target: ProviderTarget): string;
  bodyOf(body: JsonObject, target: ProviderTarget): JsonObject;
  read(body: JsonObject): number | undefined;
};

type Encode = CountUpstream['toHttp'];

/** An upstream that counts what `encode` writes as a conversation. */
export function countUpstream(encode: Encode, side: CountSide): CountUpstream {
  return {
    toHttp(request, target): TranslatedRequest {
      const { http, dropped } = encode({ ...request, streaming: false }, target);
      const written = parseObject(http.body.toString()) ?? {};
      const { 'content-type': type, accept, ...headers } = http.headers;
      return { http: jsonPost(side.urlOf(target), side.bodyOf(written, target), headers), dropped };
    },
    fromBody(bytes) {
      const body = parseObject(bytes.toString());
      return body === undefined ? undefined : side.read(body);
    },
  };
}

/** The fields of `body` that a vendor's counting endpoint takes. */
export function only(body: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.flatMap((field) => (body[field] === undefined ? [] : [[field, body[field]]])));
}
