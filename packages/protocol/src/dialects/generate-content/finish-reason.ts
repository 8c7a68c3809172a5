import type { Finish } from '../../canonical/chat-answer.ts';
import { entryOf } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';

/** https://ai.google.dev/api/generate-content#FinishReason and Vertex's; the place is the number in its proto. */
const words = [
  'FINISH_REASON_UNSPECIFIED',
  'STOP',
  'MAX_TOKENS',
  'SAFETY',
  'RECITATION',
  'OTHER',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MALFORMED_FUNCTION_CALL',
  'IMAGE_SAFETY',
] as const;

const reasons: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  MODEL_ARMOR: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
};

/** Reasons without a canonical name of their own, that a client of this dialect knows. */
const others: ReadonlySet<string> = new Set([
  'FINISH_REASON_UNSPECIFIED',
  'OTHER',
  'LANGUAGE',
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'MISSING_THOUGHT_SIGNATURE',
  'IMAGE_OTHER',
  'NO_IMAGE',
]);

/** The reason's name where `value` is one, as text or as its number in the proto. */
export function finishWord(value: unknown): string | undefined {
  if (typeof value === 'number') return words[value] ?? (value > 0 ? 'OTHER' : undefined);
  return typeof value === 'string' && value !== '' ? value.slice(0, 64) : undefined;
}

/** Why an answer ended. The API says STOP also where the model waits for the results of its calls. */
export function readFinish(word: string, waitsForResults: boolean): Finish {
  const reason = entryOf(reasons, word) ?? 'other';
  if (reason === 'stop') return { reason: waitsForResults ? 'tool_calls' : 'stop' };
  return reason === 'length' ? { reason } : { reason, word };
}

/** A prompt that was blocked before the model saw it, by `promptFeedback.blockReason`. */
export function blockedFinish(blockReason: string): Finish {
  return { reason: 'content_filter', word: blockReason };
}

/** The reason in this dialect's words; a refusal is the nearest to a stop for safety. */
export function writeFinish(finish: Finish | undefined): string {
  switch (finish?.reason) {
    case 'stop':
    case 'tool_calls':
      return 'STOP';
    case 'length':
      return 'MAX_TOKENS';
    case 'content_filter':
      return finish.word !== undefined && entryOf(reasons, finish.word) === 'content_filter' ? finish.word : 'SAFETY';
    case 'refusal':
      return 'SAFETY';
    case 'pause':
    case 'other':
    case undefined:
      return finish?.word !== undefined && others.has(finish.word) ? finish.word : 'OTHER';
  }
}
