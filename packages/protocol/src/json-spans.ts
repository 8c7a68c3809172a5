/** The bytes `[start, end)` of a value. */
export type Span = readonly [start: number, end: number];

const quote = 0x22;
const backslash = 0x5c;

/** Strings are short or very long (base64): this many bytes are looked at one by one before the native search starts. */
const nearBytes = 48;

/** The index after the string that opens at `start`; -1 where it does not close. */
function stringEnd(bytes: Buffer, start: number): number {
  const near = Math.min(bytes.length, start + nearBytes);
  let index = start + 1;
  while (index < near) {
    const byte = bytes[index];
    if (byte === quote) return index + 1;
    index += byte === backslash ? 2 : 1;
  }
  for (let end = bytes.indexOf(quote, index); end !== -1; end = bytes.indexOf(quote, end + 1)) {
    let escapes = 0;
    while (end - escapes > index && bytes[end - escapes - 1] === backslash) escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
  return -1;
}

/** In place of an index: the value is nested deeper than it may be. */
const tooDeep = -2;

/** The index after the object or array that opens at `start`; -1 where it does not close, `tooDeep` beyond `depthMax`. */
function nestedEnd(bytes: Buffer, start: number, depthMax: number): number {
  let depth = 0;
  let index = start;
  while (index < bytes.length) {
    const byte = bytes[index];
    if (byte === quote) {
      index = stringEnd(bytes, index);
      if (index === -1) return -1;
      continue;
    }
    index++;
    if (byte === 0x7b || byte === 0x5b) {
      depth++;
      if (depth > depthMax) return tooDeep;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
      if (depth === 0) return index;
    }
  }
  return -1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipSpace(bytes: Buffer, start: number): number {
  let index = start;
  while (isSpace(bytes[index])) index++;
  return index;
}

/** The index after the number or literal at `start`. */
function scalarEnd(bytes: Buffer, start: number): number {
  let index = start;
  for (; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === 0x2c || byte === 0x7d || byte === 0x5d || isSpace(byte)) break;
  }
  return index > start ? index : -1;
}

function valueEnd(bytes: Buffer, start: number, depthMax: number): number {
  const byte = bytes[start];
  if (byte === quote) return stringEnd(bytes, start);
  return byte === 0x7b || byte === 0x5b ? nestedEnd(bytes, start, depthMax) : scalarEnd(bytes, start);
}

/** The text of a key; escapes are resolved, so that two spellings of a key are one key. */
function keyText(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('utf8', start + 1, end - 1);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return undefined;
  }
}

export type ScanOptions = {
  /** Told of each key that stands again. */
  readonly onRepeat?: (key: string) => void;
  /** Told, before the scan gives up, that there is more than it may look at. */
  readonly onExcess?: (what: 'fields' | 'depth') => void;
};

/** No request or answer comes near; documents made to be large by their shape cost seconds to read. */
export const fieldsMax = 10_000;
export const depthMax = 1_000;

/**
 * Where the values of the top-level object in `bytes` stand, by key, without a full parse. The last of a repeated key
 * counts, as for JSON.parse. Undefined where `bytes` is not one closed object, has more than `fieldsMax` fields or is
 * nested deeper than `depthMax`; what is inside the values is not checked.
 */
export function scanTopLevel(bytes: Buffer, { onRepeat, onExcess }: ScanOptions = {}): Map<string, Span> | undefined {
  const spans = new Map<string, Span>();
  let fields = 0;
  let index = skipSpace(bytes, 0);
  if (bytes[index] !== 0x7b) return undefined;
  index = skipSpace(bytes, index + 1);
  if (bytes[index] === 0x7d) return isOver(bytes, index + 1) ? spans : undefined;
  while (bytes[index] === quote) {
    const keyEnd = stringEnd(bytes, index);
    const colon = keyEnd === -1 ? -1 : skipSpace(bytes, keyEnd);
    if (bytes[colon] !== 0x3a) return undefined;
    const start = skipSpace(bytes, colon + 1);
    const end = valueEnd(bytes, start, depthMax - 1);
    fields++;
    if (end === tooDeep || fields > fieldsMax) {
      onExcess?.(end === tooDeep ? 'depth' : 'fields');
      return undefined;
    }
    const key = keyText(bytes, index, keyEnd);
    if (end === -1 || key === undefined) return undefined;
    if (spans.has(key)) onRepeat?.(key);
    spans.set(key, [start, end]);
    index = skipSpace(bytes, end);
    if (bytes[index] === 0x7d) return isOver(bytes, index + 1) ? spans : undefined;
    if (bytes[index] !== 0x2c) return undefined;
    index = skipSpace(bytes, index + 1);
  }
  return undefined;
}

function isOver(bytes: Buffer, index: number): boolean {
  return skipSpace(bytes, index) === bytes.length;
}
