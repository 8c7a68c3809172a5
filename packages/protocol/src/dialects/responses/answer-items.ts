import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { Part } from '../../canonical/part.ts';
import { carrySignature } from '../../canonical/signature.ts';
import type { JsonObject } from '../../json-read.ts';
import type { ItemWriting } from './output-items.ts';

/** What ids of items begin with; clients tell their kind by it. */
const prefixes: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  custom_tool_call: 'ctc',
  image_generation_call: 'ig',
  web_search_call: 'ws',
  code_interpreter_call: 'ci',
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

/** A part as it is written into an answer. */
export function answerPart<Kind extends Part>(part: Kind): Kind {
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

/** The id of the item at `outputIndex`, where it has none. */
export function itemId(type: string, outputIndex: number, { callId }: AnswerContext): string {
  const prefix = Object.hasOwn(prefixes, type) ? prefixes[type] : undefined;
  return `${prefix ?? 'item'}_${callId}_${outputIndex}`;
}

/** An item as an answer holds it: with an id, and a status where its kind has one. */
export function answerItem(item: JsonObject, id: string): JsonObject {
  const type = typeof item['type'] === 'string' ? item['type'] : '';
  return { id, ...(withStatus.has(type) ? { status: 'completed' } : {}), ...item };
}
