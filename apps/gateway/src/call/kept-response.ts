import type { Access } from '@weir/access/create-access';
import type { Grant } from '@weir/access/grant';
import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { responseIdOf } from '@weir/protocol/dialects/responses/response-object';
import { stateOf, withPrevious } from '@weir/protocol/dialects/responses/state';
import { WeirError } from '@weir/protocol/errors';
import { parseObject } from '@weir/protocol/json-read';
import type { GatewayDeps } from '../gateway-deps.ts';
import type { Translation } from './translation.ts';

const field = 'previous_response_id';

function notKept(responseId: string, retentionDays: number): WeirError {
  const reason =
    retentionDays === 0
      ? 'this project keeps no answers; send the input in full'
      : `this project has no answer ${responseId}, or no longer: it keeps them for ${retentionDays} days`;
  return new WeirError('invalid_request', `${field} cannot be followed: ${reason}.`, { field });
}

type Continuing = { readonly grant: Grant; readonly request: ChatRequest; readonly responseId: string };

async function continued({ responseStates }: Access, continuing: Continuing): Promise<ChatRequest> {
  const { grant, request, responseId } = continuing;
  const retentionDays = responseStates.retentionDays(grant);
  if (retentionDays === 0) throw notKept(responseId, retentionDays);
  const kept = await responseStates.load(grant, responseId).catch((cause: unknown) => {
    const message = `${field} cannot be followed now: the store of answers cannot be reached. Try again.`;
    throw new WeirError('config_unavailable', message, { field, cause });
  });
  const state = kept === undefined ? undefined : parseObject(kept);
  if (state === undefined) throw notKept(responseId, retentionDays);
  return withPrevious(request, state);
}

/**
 * The request with the conversation that it continues; at once, itself, where it continues none. Rejects with
 * invalid_request for an answer that is not kept, and with config_unavailable while the store is away.
 */
export function withKept(access: Access, grant: Grant, request: ChatRequest): ChatRequest | Promise<ChatRequest> {
  const { previousResponseId } = request;
  if (previousResponseId === undefined) return request;
  return continued(access, { grant, request, responseId: previousResponseId });
}

/** True where the answer of this call may be continued later: OpenAI keeps answers unless it is told not to. */
export function isToBeKept(access: Access, grant: Grant, { dialect, store }: ChatRequest): boolean {
  return dialect === 'responses' && store !== false && access.responseStates.retentionDays(grant) > 0;
}

/** A store that does not answer must not hold back an answer that is there. */
const keepMs = 2_000;

function timeout(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`not kept within ${keepMs} ms`)), keepMs).unref();
  });
}

/**
 * Keeps an answer before its last bytes go out, so that its client can continue it at once. Never rejects: an answer
 * that could not be kept is whole all the same, and continuing it is refused.
 */
export async function keepAnswer(
  deps: GatewayDeps,
  grant: Grant,
  kept: { readonly translation: Translation; readonly answer: ChatAnswer },
): Promise<void> {
  const { translation, answer } = kept;
  const { context, request } = translation;
  try {
    const responseId = responseIdOf(answer.responseId, context);
    const state = JSON.stringify(stateOf(request, answer, context));
    await Promise.race([deps.access.responseStates.keep(grant, responseId, state), timeout()]);
  } catch (cause) {
    deps.log.warn({ callId: context.callId, err: cause }, 'an answer could not be kept to be continued');
  }
}
