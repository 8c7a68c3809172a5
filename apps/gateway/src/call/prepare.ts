import type { Access } from '@weir/access/create-access';
import type { Grant } from '@weir/access/grant';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { holdsForeignSeals } from '@weir/protocol/canonical/holds-foreign-seals';
import { asChatOperation } from '@weir/protocol/operation';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { HttpRequest, ProviderTarget } from '@weir/providers/provider';
import type { CallableTarget } from '../way/callable-target.ts';
import { isToBeKept, withKept } from './kept-response.ts';
import type { RawCall } from './receive.ts';
import { asEmbeddings, type Rewriting, rewriteEmbeddings } from './rewriting.ts';
import { asCount, countTokens, type EstimatedCount } from './token-count.ts';
import { isArrayStream, readChatRequest, type Translation, translate } from './translation.ts';

/** What is sent to a target: the client's own bytes, or a translation of them. */
export type Prepared = {
  readonly kind: 'request';
  readonly http: HttpRequest;
  /** Of a conversation. */
  readonly translation: Translation | undefined;
  /** Of what is no conversation. */
  readonly rewriting?: Rewriting | undefined;
};

/** True where the target takes the client's bytes as they are. */
function speaksTheSame({ call, request, target, carrying }: PrepareInput): boolean {
  const { provider, model } = target;
  if (carrying !== undefined && asChatOperation(call.operation) !== undefined) return false;
  const spoken = provider.operationsFor?.(model) ?? provider.operations;
  return spoken.includes(call.operation) && !isArrayStream(call) && !holdsForeignSeals(call.operation, request.body);
}

function upstreamTargetOf({ model, baseUrl, settings, reasons, outputTokensMax }: CallableTarget): ProviderTarget {
  return {
    model,
    baseUrl,
    ...(settings === undefined ? {} : { settings }),
    ...(reasons === undefined ? {} : { reasons }),
    ...(outputTokensMax === undefined ? {} : { outputTokensMax }),
  };
}

/** With what Anthropic's clients ask for besides what their requests say: a header, where bytes pass as they are. */
function withBetas(target: ProviderTarget, { exchange }: RawCall): ProviderTarget {
  const names = exchange.header('anthropic-beta')?.split(',') ?? [];
  const betas = names.map((name) => name.trim()).filter((name) => name !== '');
  return betas.length === 0 ? target : { ...target, betas };
}

export type PrepareInput = {
  readonly call: RawCall;
  readonly grant: Grant;
  readonly request: ParsedRequest;
  readonly target: CallableTarget;
  /** Set where the answer is to be read event by event, whatever the target speaks. */
  readonly carrying?: Carrying | undefined;
};

/** `prefill`: what the assistant has said already, to be gone on with. */
export type Carrying = { readonly prefill?: string | undefined };

/** What is no conversation, in words of its target; undefined for conversations. */
function rewrite({ call, request: parsed, target }: PrepareInput, upstreamTarget: ProviderTarget) {
  const [embeds, counts] = [asEmbeddings(call.operation), asCount(call.operation)];
  if (embeds !== undefined) return rewriteEmbeddings({ operation: embeds, parsed, target, upstreamTarget });
  if (counts === undefined) return undefined;
  const isUnwanted = () => call.exchange.gone;
  return countTokens({ operation: counts, parsed, target, upstreamTarget, isUnwanted });
}

function withPrefill(request: ChatRequest, prefill: string | undefined): ChatRequest {
  if (prefill === undefined) return request;
  return { ...request, turns: [...request.turns, { role: 'assistant', parts: [{ kind: 'text', text: prefill }] }] };
}

/**
 * The call as it goes to its target; a promise where it continues a kept answer, or where nobody but the gateway itself
 * counts its tokens. Throws, or rejects with, WeirError: invalid_request where a client's words make no sense,
 * unsupported_capability where the target cannot do what is asked.
 */
export function prepare(access: Access, input: PrepareInput): Prepared | Promise<Prepared | EstimatedCount> {
  const { call, grant, request, target } = input;
  const plain = upstreamTargetOf(target);
  if (speaksTheSame(input)) {
    return { kind: 'request', http: target.provider.toHttp(request, plain), translation: undefined };
  }
  const upstreamTarget = withBetas(plain, call);
  const rewritten = rewrite(input, upstreamTarget);
  if (rewritten instanceof Promise) return rewritten;
  if (rewritten !== undefined) {
    const { http, rewriting } = rewritten;
    return { kind: 'request', http, translation: undefined, rewriting };
  }
  const asked = readChatRequest(call, request, target);
  const finish = (complete: ChatRequest): Prepared => {
    const keeps = isToBeKept(access, grant, complete);
    const sent = withPrefill(complete, input.carrying?.prefill);
    const translation = translate({ call, parsed: request, asked, request: sent, target, upstreamTarget, keeps });
    return { kind: 'request', http: translation.translated.http, translation };
  };
  const complete = withKept(access, grant, asked);
  return complete instanceof Promise ? complete.then(finish) : finish(complete);
}
