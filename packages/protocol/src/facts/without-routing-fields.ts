import { type Span, scanTopLevel } from '../json-spans.ts';

/** Fields of a body that are the gateway's own: a vendor would refuse them. */
export const routingFields = ['models', 'provider'] as const;

const comma = 0x2c;
const quote = 0x22;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The index of the last byte before `end` that is no white space. */
function lastBefore(bytes: Buffer, end: number): number {
  let at = end - 1;
  while (isSpace(bytes[at])) at--;
  return at;
}

/** What goes with a member whose value stands at `span`: its key, and the comma after it, or before it where it is the last. */
function cutOf(bytes: Buffer, [start, end]: Span): Span {
  const colon = lastBefore(bytes, start);
  const keyEnd = lastBefore(bytes, colon);
  // No routing field has a quote in its name, so the quote before this one opens it.
  const keyStart = bytes.lastIndexOf(quote, keyEnd - 1);
  let next = end;
  while (isSpace(bytes[next])) next++;
  if (bytes[next] === comma) return [keyStart, next + 1];
  const before = lastBefore(bytes, keyStart);
  return [bytes[before] === comma ? before : keyStart, end];
}

/**
 * The bytes of a JSON object without the members that only choose a target; every other byte stays as it was. None of
 * them stands twice: `parseRequest` refuses that.
 */
export function withoutRoutingFields(body: Buffer): Buffer {
  let bytes = body;
  for (const field of routingFields) {
    const span = scanTopLevel(bytes)?.get(field);
    if (span === undefined) continue;
    const [start, end] = cutOf(bytes, span);
    bytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  }
  return bytes;
}
