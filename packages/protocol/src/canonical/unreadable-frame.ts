import type { Failure } from '../failure.ts';
import { type JsonObject, parseObject } from '../json-read.ts';
import type { StreamEvent } from './stream-event.ts';

/** A frame of a stream: its JSON object, `filler` where it says nothing, `unreadable` where it is no JSON object. */
export type FrameBody = JsonObject | 'filler' | 'unreadable';

/** Reads a frame's data. Keep-alives are empty, and some hosts put `[DONE]` behind any stream. */
export function readFrame(data: string): FrameBody {
  const body = parseObject(data);
  if (body !== undefined) return body;
  const text = data.trim();
  return text === '' || text === '[DONE]' ? 'filler' : 'unreadable';
}

/** What an unreadable frame comes to: a piece of the answer is lost, so nothing behind it can be trusted. */
export const unreadableFailure: Failure = {
  code: 'server_error',
  retryable: true,
  message: 'The upstream sent an event that cannot be read.',
};

/** What a decoder tells of it. */
export const unreadableFrame: StreamEvent = { type: 'error', failure: unreadableFailure };
