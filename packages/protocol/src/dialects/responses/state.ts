import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, Turn } from '../../canonical/chat-request.ts';
import { carrySignature } from '../../canonical/signature.ts';
import { WeirError } from '../../errors.ts';
import { asObject, type JsonObject, textAt } from '../../json-read.ts';
import { outputOf } from './encode-answer.ts';
import { customCallsOf, encodeItems } from './encode-items.ts';
import { parseItems } from './parse-items.ts';
import { withFoundTools } from './parse-tools.ts';

/** Most that is kept of one conversation, in characters of JSON; pictures count as they were sent. */
export const stateCharactersMax = 16 * 1024 * 1024;

/** Most items of one conversation. */
export const stateItemsMax = 10_000;

function inputItems(request: ChatRequest): readonly JsonObject[] {
  const turns = request.turns.filter((turn) => turn.instructions !== true);
  return encodeItems(turns, {
    dialect: request.dialect,
    tools: request.tools,
    takesCustom: true,
    own: request.dialect === 'responses',
    losses: undefined,
    signer: undefined,
    customCalls: customCallsOf(turns),
    seal: (carried) => carrySignature(carried, 'openai'),
  });
}

function isTooLarge(items: readonly JsonObject[]): boolean {
  return items.length > stateItemsMax || JSON.stringify(items).length > stateCharactersMax;
}

/**
 * What has to be kept of a call for a later `previous_response_id`: all its input items but the instructions, and the
 * items of the answer under the ids that the client has seen (`context` is the one that the answer was written with).
 * `request` is the whole conversation: with what `withPrevious` put before it. A conversation that is too long leaves
 * a mark only, which `withPrevious` refuses.
 */
export function stateOf(request: ChatRequest, answer: ChatAnswer, context: AnswerContext): JsonObject {
  const items = [...inputItems(request), ...outputOf(answer, { ...context, request })];
  return isTooLarge(items) ? { version: 1, tooLarge: true } : { version: 1, items };
}

const field = 'previous_response_id';

function tooLong(): WeirError {
  const size = `${stateItemsMax} items or ${stateCharactersMax / 1024 / 1024} MiB`;
  const message = `${field} continues a conversation of more than ${size}, which is the most that is kept. Send the input in full.`;
  return new WeirError('invalid_request', message, { field });
}

function itemsIn(state: JsonObject): readonly JsonObject[] {
  if (state['tooLarge'] === true) throw tooLong();
  const { items } = state;
  if (state['version'] !== 1 || !Array.isArray(items)) {
    throw new WeirError('invalid_request', `${field} names an answer that cannot be continued.`, { field });
  }
  return items.map(asObject).filter((item) => item !== undefined);
}

/** References to what stands in the conversation anyway say nothing new; to anything else they cannot be followed. */
function withoutReferences(input: readonly JsonObject[], earlier: readonly JsonObject[]): readonly JsonObject[] {
  const known = new Set(
    [...earlier, ...input].flatMap((item) => (isReference(item) ? [] : (textAt(item, 'id') ?? []))),
  );
  return input.filter((item, index) => {
    if (!isReference(item)) return true;
    const id = textAt(item, 'id') ?? '';
    if (known.has(id)) return false;
    const path = `input.${index}.id`;
    throw new WeirError('invalid_request', `${path} refers to an item that is not in the conversation: ${id}.`, {
      field: path,
    });
  });
}

function isReference(item: JsonObject): boolean {
  return item['type'] === 'item_reference';
}

/**
 * The request with the conversation that it continues before its own input, and no `previousResponseId` any more: any
 * upstream can answer it. The earlier instructions do not outlive their request. Throws invalid_request naming the
 * field: for a conversation that is too long, and for references to items that are not in it.
 */
export function withPrevious(request: ChatRequest, state: JsonObject): ChatRequest {
  const earlier = itemsIn(state);
  const items = [...earlier, ...withoutReferences(inputItems(request), earlier)];
  if (isTooLarge(items)) throw tooLong();
  const instructions: readonly Turn[] = request.turns.filter((turn) => turn.instructions === true);
  const { previousResponseId: _, ...rest } = request;
  const tools = withFoundTools(request.tools, items);
  const turns = parseItems(items, { tools, signer: 'openai' });
  return { ...rest, tools, turns: [...instructions, ...turns] };
}
