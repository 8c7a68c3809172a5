import type { DecodeOptions } from '../../canonical/chat-dialect.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import type { JsonObject } from '../../json-read.ts';
import { GenerateContentDecoder } from './decoder.ts';

/** Reads a whole answer: it is a stream of one chunk. */
export function fromBody(body: JsonObject, options: DecodeOptions): readonly StreamEvent[] {
  const decoder = new GenerateContentDecoder(options);
  return [...decoder.take(body), ...decoder.end()];
}
