import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { countable } from '@weir/protocol/canonical/countable';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { encodeTokenCount, parseCountTokens } from '@weir/protocol/dialects/messages/count-tokens';
import { asObject, type JsonObject, objectAt } from '@weir/protocol/json-read';
import type { Operation } from '@weir/protocol/operation';
import { type ParsedRequest, parseJson } from '@weir/protocol/parse-request';
import type { CountUpstream, ProviderTarget } from '@weir/providers/provider';
import { ClientGone } from '../exchange.ts';
import type { CallableTarget } from '../way/callable-target.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { languageAt, type RewrittenRequest } from './rewriting.ts';

export type CountOperation = 'count_tokens' | 'gemini_count_tokens';

/** A count that no upstream was asked for. */
export type EstimatedCount = { readonly kind: 'estimate'; readonly answer: JsonObject };

type Form = {
  /** Throws invalid_request naming the field. */
  parse(body: JsonObject, model: string): ChatRequest;
  encode(tokens: number): JsonObject;
};

/** Google counts `contents` alone, or a whole request with instructions and tools (https://ai.google.dev/api/tokens). */
function parseGeminiCount(body: JsonObject, model: string): ChatRequest {
  const whole = objectAt(body, 'generateContentRequest') ?? objectAt(body, 'generate_content_request');
  return generateContent.parseRequest(whole ?? body, { model });
}

const forms: Readonly<Record<CountOperation, Form>> = {
  count_tokens: { parse: (body) => parseCountTokens(body), encode: encodeTokenCount },
  gemini_count_tokens: { parse: parseGeminiCount, encode: (totalTokens) => ({ totalTokens }) },
};

/** The Operation, if it counts tokens. */
export function asCount(operation: Operation): CountOperation | undefined {
  return operation === 'count_tokens' || operation === 'gemini_count_tokens' ? operation : undefined;
}

export type CountCall = {
  readonly operation: CountOperation;
  readonly parsed: ParsedRequest;
  readonly target: CallableTarget;
  readonly upstreamTarget: ProviderTarget;
  /** True once nobody waits for the answer. */
  readonly isUnwanted: () => boolean;
};

function askUpstream(upstream: CountUpstream, request: ChatRequest, call: CountCall): RewrittenRequest {
  const { operation, target, upstreamTarget } = call;
  const { http, dropped } = upstream.toHttp(request, upstreamTarget);
  const rewriting: RewrittenRequest['rewriting'] = {
    language: languageAt(target, ['count_tokens', 'gemini_count_tokens'], 'count'),
    operation,
    dropped,
    read(body) {
      const tokens = upstream.fromBody(body);
      return tokens === undefined ? undefined : { events: [{ type: 'end' }], answer: forms[operation].encode(tokens) };
    },
  };
  return { http, rewriting };
}

async function estimate(request: ChatRequest, { operation, isUnwanted }: CountCall): Promise<EstimatedCount> {
  const tokens = await estimateTokens(countable(request), isUnwanted);
  if (tokens === undefined) throw new ClientGone();
  return { kind: 'estimate', answer: forms[operation].encode(tokens) };
}

/**
 * The count as its target makes it, or the gateway's own estimate where the target counts none. Throws, or rejects with,
 * invalid_request naming the field, and unsupported_capability as the conversation itself would.
 */
export function countTokens(call: CountCall): RewrittenRequest | Promise<EstimatedCount> {
  const { operation, parsed, target } = call;
  const request = forms[operation].parse(asObject(parseJson(parsed.body)) ?? {}, parsed.model);
  const upstream = target.provider.countTokens?.(request, target.model);
  return upstream === undefined ? estimate(request, call) : askUpstream(upstream, request, call);
}
