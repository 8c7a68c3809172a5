import type { StreamEvent } from '../../canonical/stream-event.ts';
import type { JsonObject } from '../../json-read.ts';
import { AnswerReader } from './answer-reader.ts';

/** Reads a whole chat completion; without `end` where `body` is an error or no chat completion. */
export function fromBody(body: JsonObject): readonly StreamEvent[] {
  const reader = new AnswerReader();
  const events = reader.read(body, 'message');
  if (!Array.isArray(body['choices']) || events.some(({ type }) => type === 'error')) return events;
  return [...events, ...reader.end()];
}
