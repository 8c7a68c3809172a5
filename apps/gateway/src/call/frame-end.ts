const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The longest blank line is four bytes, so one that a cut divides lies within three bytes of it. */
const reach = 3;

/** Where the last blank line in `bytes` ends; -1 where there is none. Lines end in \n, \r\n or \r. */
function lastBlankLineEnd(bytes: Buffer): number {
  for (let end = bytes.length; end > 1; end--) {
    const last = bytes[end - 1];
    const before = bytes[end - 2];
    if (last === lineFeed && before === lineFeed) return end;
    if (last === lineFeed && before === carriageReturn && bytes[end - 3] === lineFeed) return end;
    if (last === carriageReturn && before === carriageReturn) return end;
  }
  return -1;
}

/**
 * Where in `chunk` the last whole server-sent event ends; 0 where none does. `before` is what came since the last end.
 * With it a stream can be passed on in whole events only, so that an error event can follow at any time.
 */
export function lastFrameEnd(chunk: Buffer, before: readonly Buffer[]): number {
  const { length } = chunk;
  if (length > 1 && chunk[length - 1] === lineFeed && chunk[length - 2] === lineFeed) return length;
  const inside = lastBlankLineEnd(chunk);
  if (inside !== -1 || before.length === 0) return Math.max(inside, 0);
  const head = Buffer.concat(before.slice(-reach)).subarray(-reach);
  const divided = lastBlankLineEnd(Buffer.concat([head, chunk.subarray(0, reach)]));
  return Math.max(divided - head.length, 0);
}
