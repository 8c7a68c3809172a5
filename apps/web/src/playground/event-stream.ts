import { parseFrame } from '@weir/protocol/sse-frame';

const blankLine = /\r\n\r\n|\n\n|\r\r/;

/** Splits what has come into whole events and a rest. */
function split(held: string): { readonly events: readonly string[]; readonly rest: string } {
  const parts = held.split(blankLine);
  return { events: parts.slice(0, -1), rest: parts.at(-1) ?? '' };
}

function dataOf(event: string): readonly string[] {
  const frame = parseFrame(event.replace(/\r\n?/g, '\n'));
  return frame === undefined ? [] : [frame.data];
}

/** The data of server-sent events, each as soon as it is whole, however the network cut them. */
export async function* eventData(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const bytes of body) {
    held += decoder.decode(bytes, { stream: true });
    // A carriage return at the end may be half of a line's end.
    if (held.endsWith('\r')) continue;
    const { events, rest } = split(held);
    held = rest;
    for (const event of events) yield* dataOf(event);
  }
  yield* dataOf(held + decoder.decode());
}

/** The bytes of an answer; browsers do not all iterate over a body by themselves. */
export async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
