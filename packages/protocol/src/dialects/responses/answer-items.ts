import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { Part, ReasoningPart } from '../../canonical/part.ts';
import { carrySignature } from '../../canonical/signature.ts';
import { type JsonObject, textAt } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';
import { madeReasoning } from './made-reasoning.ts';
import type { ItemWriting } from './output-items.ts';

/** What ids of items begin with; clients tell their kind by it. */
const prefixes: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: madeReasoning,
  function_call: 'fc',
  custom_tool_call: 'ctc',
  tool_search_call: 'tsc',
  image_generation_call: 'ig',
  web_search_call: 'ws',
  code_interpreter_call: 'ci',
  mcp_call: 'mcp',
};

/** These have a status of their own; a reasoning item has none. */
const withStatus: ReadonlySet<string> = new Set(Object.keys(prefixes).filter((type) => type !== 'reasoning'));

/** Fields that a part of an answer keeps; those of other APIs' parts mean nothing here. */
const keptKeys: ReadonlySet<string> = new Set([
  'phase',
  'namespace',
  'toolName',
  'background',
  'quality',
  'size',
  'output_format',
  'revised_prompt',
  'action',
  'format',
]);

/**
 * Clients that ask for summaries look for thoughts nowhere else, and send nothing else back: the AI SDK does not know
 * `content`. Items of an upstream's own stay as they are.
 */
function shownThoughts(part: ReasoningPart, { request }: AnswerContext): Part {
  const wanted = request?.reasoning?.summary !== undefined && part.itemId === undefined;
  return wanted ? { ...part, summarized: true } : part;
}

/** A part as it is written into an answer. */
export function answerPart(told: Part, context: AnswerContext): Part {
  if (told.kind === 'reasoning' && told.native === undefined) return shownThoughts(told, context);
  // The API's answers always have the list.
  const part: Part = told.kind === 'text' ? { ...told, logprobs: told.logprobs ?? [] } : told;
  if (part.kind === 'native' || part.native === undefined) return part;
  const kept = Object.entries(part.native).filter(([key, value]) => keptKeys.has(key) && typeof value === 'string');
  return { ...part, native: Object.fromEntries(kept) };
}

/** How items of an answer are written: foreign seals wrapped, calls in the forms that the request's tools have. */
export function answerWriting({ request }: AnswerContext): ItemWriting {
  return {
    tools: request?.tools ?? [],
    takesCustom: true,
    own: true,
    seal: (carried) => carrySignature(carried, 'openai'),
  };
}

/** Names the items of one answer. xAI has used one id twice, which OpenAI's SDK refuses. */
export class ItemIds {
  readonly #callId: string;
  readonly #used = new Set<string>();

  constructor({ callId }: AnswerContext) {
    this.#callId = callId;
  }

  /** The item's own id where it has one that is free, else one made of the call's. */
  of(item: JsonObject, outputIndex: number): string {
    const type = textAt(item, 'type') ?? '';
    const prefix = Object.hasOwn(prefixes, type) ? prefixes[type] : undefined;
    const own = textAt(item, 'id');
    const id = own === undefined || this.#used.has(own) ? `${prefix ?? 'item'}_${this.#callId}_${outputIndex}` : own;
    this.#used.add(id);
    return id;
  }
}

/** True for what an answer that ended so leaves unfinished: the message that it ends with. */
export function isCut(item: JsonObject, reason: FinishReason | undefined): boolean {
  return item['type'] === 'message' && (reason === 'length' || reason === 'content_filter');
}

/** An item as an answer holds it: with an id, and a status where its kind has one. */
export function answerItem(item: JsonObject, id: string, cut = false): JsonObject {
  const hasStatus = withStatus.has(textAt(item, 'type') ?? '');
  return { ...(hasStatus ? { status: cut ? 'incomplete' : 'completed' } : {}), ...item, id };
}
