import { type Span, scanTopLevel } from '../json-spans.ts';
import type { ParsedRequest } from '../parse-request.ts';

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

function without(bytes: Buffer, [start, end]: Span): Buffer {
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

/** Where `span` stands once `cut`, which lies before or behind it, is gone. */
function moved(span: Span, [start, end]: Span): Span {
  return span[0] < start ? span : [span[0] - (end - start), span[1] - (end - start)];
}

/** The bytes of a JSON object without its members `models` and `provider`, and what was cut, one after the other. */
function cutRoutingFields(body: Buffer): { readonly body: Buffer; readonly cuts: readonly Span[] } {
  let bytes = body;
  const cuts: Span[] = [];
  for (const field of routingFields) {
    const span = scanTopLevel(bytes)?.get(field);
    if (span === undefined) continue;
    const cut = cutOf(bytes, span);
    cuts.push(cut);
    bytes = without(bytes, cut);
  }
  return { body: bytes, cuts };
}

/**
 * A request without the fields that only choose a target; every other byte stays as it was. A repeated one has been
 * refused by `parseRequest`.
 */
export function withoutRoutingFields(request: ParsedRequest): ParsedRequest {
  const { body, cuts } = cutRoutingFields(request.body);
  if (cuts.length === 0) return request;
  const { modelSpan, streamOptionsSpan } = request;
  return {
    ...request,
    body,
    ...(modelSpan === undefined ? {} : { modelSpan: cuts.reduce(moved, modelSpan) }),
    ...(streamOptionsSpan === undefined ? {} : { streamOptionsSpan: cuts.reduce(moved, streamOptionsSpan) }),
  };
}
