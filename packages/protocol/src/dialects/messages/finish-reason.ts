import type { Finish } from '../../canonical/chat-answer.ts';
import { entryOf, type JsonObject, textAt } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';

/** https://docs.anthropic.com/en/api/handling-stop-reasons */
const reasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'refusal',
  pause_turn: 'pause',
};

/** The reasons that need no word beside the canonical one. */
const plain: ReadonlySet<string> = new Set(['end_turn', 'max_tokens', 'tool_use', 'refusal', 'pause_turn']);

/** Why a message ended; undefined while it has not. `holder` has `stop_reason` and `stop_sequence`. */
export function toFinish(holder: JsonObject | undefined): Finish | undefined {
  const word = textAt(holder, 'stop_reason');
  if (word === undefined) return undefined;
  const reason = entryOf(reasons, word) ?? 'other';
  const sequence = holder?.['stop_sequence'];
  if (word === 'stop_sequence' && typeof sequence === 'string') return { reason, stopSequence: sequence };
  return plain.has(word) ? { reason } : { reason, word };
}

const words: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
  other: 'end_turn',
};

function wordOf({ reason, word, stopSequence }: Finish, calls: boolean): string {
  if (stopSequence !== undefined) return 'stop_sequence';
  if (word !== undefined && entryOf(reasons, word) === reason) return word;
  // A word that this dialect got lately; those of others are written otherwise.
  if (reason === 'other' && word !== undefined && /^[a-z]+(_[a-z]+)+$/.test(word)) return word;
  // Some vendors stop where they call; clients of this dialect run tools only where it says so.
  return calls && reason === 'stop' ? 'tool_use' : words[reason];
}

/** `stop_reason` and `stop_sequence` of a message; `calls` where it has calls of tools. */
export function fromFinish(finish: Finish | undefined, calls: boolean): JsonObject {
  const stopReason = wordOf(finish ?? { reason: 'stop' }, calls);
  return { stop_reason: stopReason, stop_sequence: finish?.stopSequence ?? null };
}
