import type { EmbeddingsOperation, EmbeddingsRequest } from '@weir/protocol/embeddings/embeddings';
import { encodeEmbeddings } from '@weir/protocol/embeddings/encode-embeddings';
import { parseGeminiEmbeddings } from '@weir/protocol/embeddings/parse-gemini';
import { parseOpenaiEmbeddings } from '@weir/protocol/embeddings/parse-openai';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject } from '@weir/protocol/json-read';
import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';
import { type ParsedRequest, parseJson } from '@weir/protocol/parse-request';
import type { EmbeddingsUpstream, HttpRequest, ProviderTarget } from '@weir/providers/provider';
import type { CallableTarget } from '../way/callable-target.ts';

/** What a whole answer of the upstream tells, and the answer in the client's words. */
export type Rewritten = { readonly events: readonly MeterEvent[]; readonly answer: JsonObject };

/** An answer that comes whole, between a client and an upstream that speak differently, and is no conversation. */
export type Rewriting = {
  /** The one that the target is spoken to in: an Operation where a client could speak it. */
  readonly language: string;
  /** What a target inside this process is asked for. */
  readonly operation: Operation;
  readonly dropped: readonly string[];
  /** Undefined where the upstream's answer is not whole. */
  read(body: Buffer, headers: Readonly<Record<string, string>>): Rewritten | undefined;
};

/** A request in words of its target, and how its answer is read. */
export type RewrittenRequest = { readonly http: HttpRequest; readonly rewriting: Rewriting };

const embeddingsParsers: Readonly<Record<EmbeddingsOperation, (body: JsonObject, model: string) => EmbeddingsRequest>> =
  { embeddings: parseOpenaiEmbeddings, gemini_embed: parseGeminiEmbeddings };

/** The Operation, if it asks for embeddings. */
export function asEmbeddings(operation: Operation): EmbeddingsOperation | undefined {
  return operation === 'embeddings' || operation === 'gemini_embed' ? operation : undefined;
}

function readEmbeddings(upstream: EmbeddingsUpstream, request: EmbeddingsRequest): Rewriting['read'] {
  return (body, headers) => {
    const answer = upstream.fromBody(body, headers);
    // One vector too few would give every later text that of another.
    if (answer === undefined || answer.vectors.length !== request.inputs.length) return undefined;
    const { model, usage } = answer;
    const events: readonly MeterEvent[] = [
      { type: 'start', ...(model === undefined ? {} : { model }) },
      ...(usage === undefined ? [] : [{ type: 'usage', usage } as const]),
      { type: 'end' },
    ];
    return { events, answer: encodeEmbeddings(answer, request) };
  };
}

export type EmbeddingsCall = {
  readonly operation: EmbeddingsOperation;
  readonly parsed: ParsedRequest;
  readonly target: CallableTarget;
  readonly upstreamTarget: ProviderTarget;
};

/** Which of `operations` the target speaks for its model; `own` where it has words of its own. */
export function languageAt({ provider, model }: CallableTarget, operations: readonly Operation[], own: string): string {
  const spoken = provider.operationsFor?.(model) ?? provider.operations;
  return operations.find((operation) => spoken.includes(operation)) ?? own;
}

/** Texts to embed in words of their target. Throws invalid_request naming the field, or unsupported_capability. */
export function rewriteEmbeddings({ operation, parsed, target, upstreamTarget }: EmbeddingsCall): RewrittenRequest {
  const { provider, model } = target;
  const request = embeddingsParsers[operation](asObject(parseJson(parsed.body)) ?? {}, parsed.model);
  const upstream = provider.embeddings?.(model);
  if (upstream === undefined) {
    const message = `${provider.name} has no embeddings of ${model}.`;
    throw new WeirError('unsupported_capability', message, { field: 'model' });
  }
  const { http, dropped } = upstream.toHttp(request, upstreamTarget);
  const language = languageAt(target, ['embeddings', 'gemini_embed'], 'embed');
  return { http, rewriting: { language, operation: 'embeddings', dropped, read: readEmbeddings(upstream, request) } };
}
