import { sseText } from '../../sse-frame.ts';

/** Writes events of a Responses stream, numbered from 0. `body` is the text of the event's other fields. */
export class EventWriter {
  #sequence = 0;

  write(type: string, body: string): string {
    return sseText(type, `{"type":"${type}","sequence_number":${this.#sequence++},${body}}`);
  }
}

/** Where in the answer an item's events belong, as text of JSON fields. */
export function placeOf(id: string, outputIndex: number): string {
  return `"item_id":${JSON.stringify(id)},"output_index":${outputIndex}`;
}
