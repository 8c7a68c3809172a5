import type { Part } from '@weir/protocol/canonical/part';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { unfoldPart } from '@weir/protocol/canonical/unfold-answer';
import {
  asObject,
  countAt,
  type JsonObject,
  listAt,
  nameAt,
  objectAt,
  parseObject,
  textAt,
} from '@weir/protocol/json-read';
import { toAnnotations } from './citation.ts';
import { endingOf } from './finish.ts';

/** Under the id by which the answer is known. */
export function startOf(holder: JsonObject): StreamEvent {
  const responseId = nameAt(holder, 'id');
  return { type: 'start', ...(responseId === undefined ? {} : { responseId }) };
}

/** The plan before calls is reasoning in other words: https://docs.cohere.com/docs/tool-use-overview. */
function planIn(message: JsonObject): readonly Part[] {
  const plan = textAt(message, 'tool_plan');
  return plan === undefined ? [] : [{ kind: 'reasoning', texts: [plan] }];
}

function contentPart(block: JsonObject, citations: readonly JsonObject[]): Part {
  const { text, thinking } = block;
  if (typeof thinking === 'string') return { kind: 'reasoning', texts: [thinking] };
  if (typeof text !== 'string') return { kind: 'native', type: textAt(block, 'type') ?? 'unknown', value: block };
  const annotations = citations.flatMap(toAnnotations);
  return { kind: 'text', text, ...(annotations.length === 0 ? {} : { annotations }) };
}

/** Citations say which content they stand in; unsaid, the first text. */
function contentIn(message: JsonObject): readonly Part[] {
  const citations = listAt(message, 'citations').map((entry) => asObject(entry) ?? {});
  const blocks = listAt(message, 'content').map((entry) => asObject(entry) ?? {});
  const firstText = blocks.findIndex(({ text }) => typeof text === 'string');
  return blocks.map((block, index) =>
    contentPart(
      block,
      citations.filter((citation) => (countAt(citation, 'content_index') ?? firstText) === index),
    ),
  );
}

function callPart(entry: unknown): Part {
  const call = asObject(entry);
  const named = objectAt(call, 'function');
  return {
    kind: 'tool_call',
    id: textAt(call, 'id') ?? '',
    name: textAt(named, 'name') ?? '',
    arguments: textAt(named, 'arguments') ?? '{}',
  };
}

/** Reads a whole answer; without `end` where it has no message or failed. Source: https://docs.cohere.com/reference/chat. */
export function fromCohereBody(text: string): readonly StreamEvent[] {
  const body = parseObject(text);
  const message = objectAt(body, 'message');
  if (body === undefined || message === undefined) return [];
  const parts = [...planIn(message), ...contentIn(message), ...listAt(message, 'tool_calls').map(callPart)];
  return [startOf(body), ...parts.flatMap((part, index) => unfoldPart(part, 0, index)), ...endingOf(body)];
}
