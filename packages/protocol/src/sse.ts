import { parseFrame, type SseFrame, sseText } from './sse-frame.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blankLine = Buffer.from('\n\n');
const byteOrderMark = '\uFEFF';

/** A frame longer than this is skipped rather than gathered: 64 MiB, twice the largest recorded image in base64. */
const frameBytesMax = 64 * 1024 * 1024;

/** The bytes of one server-sent event. */
export function encodeFrame(event: string | undefined, data: string): Buffer {
  return Buffer.from(sseText(event, data));
}

/**
 * Splits a byte stream into server-sent events, however the network cut it; lines may end in \n, \r\n or \r
 * (HTML standard, 9.2.6). Text is decoded frame by frame, so a cut inside a character does no harm.
 */
export class FrameSplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;
  #overlong = false;
  #endsInLineFeed = false;
  #afterCarriageReturn = false;
  #first = true;

  /** The events that this chunk completes. */
  push(chunk: Buffer): readonly SseFrame[] {
    const bytes = this.#withLineFeeds(chunk);
    const frames: SseFrame[] = [];
    let start = 0;
    if (this.#endsInLineFeed && bytes[0] === lineFeed) {
      this.#take(bytes.subarray(0, 0), frames);
      start = 1;
    }
    for (let end = bytes.indexOf(blankLine, start); end !== -1; end = bytes.indexOf(blankLine, start)) {
      this.#take(bytes.subarray(start, end), frames);
      start = end + 2;
    }
    if (start < bytes.length) this.#hold(start === 0 ? bytes : bytes.subarray(start));
    return frames;
  }

  /** The event that lacked its closing blank line when the stream ended: some servers omit it after the last one. */
  end(): readonly SseFrame[] {
    const frames: SseFrame[] = [];
    this.#take(Buffer.alloc(0), frames);
    return frames;
  }

  #hold(bytes: Buffer): void {
    this.#endsInLineFeed = bytes[bytes.length - 1] === lineFeed;
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > frameBytesMax) {
      this.#overlong = true;
      this.#held = [];
    } else this.#held.push(bytes);
  }

  #take(tail: Buffer, frames: SseFrame[]): void {
    const bytes = this.#held.length === 0 ? tail : Buffer.concat([...this.#held, tail]);
    const skipped = this.#overlong;
    this.#held = [];
    this.#heldBytes = 0;
    this.#overlong = false;
    this.#endsInLineFeed = false;
    const frame = skipped ? undefined : parseFrame(this.#text(bytes));
    if (frame !== undefined) frames.push(frame);
  }

  #text(bytes: Buffer): string {
    const text = bytes.toString('utf8');
    const marked = this.#first && text.startsWith(byteOrderMark);
    this.#first = false;
    return marked ? text.slice(1) : text;
  }

  /** `chunk` with every line end as \n; a \r\n cut in two counts once. */
  #withLineFeeds(chunk: Buffer): Buffer {
    if (!this.#afterCarriageReturn && chunk.indexOf(carriageReturn) === -1) return chunk;
    const bytes = Buffer.allocUnsafe(chunk.length);
    let length = 0;
    for (const byte of chunk) {
      const isSecondHalf = this.#afterCarriageReturn && byte === lineFeed;
      this.#afterCarriageReturn = byte === carriageReturn;
      if (!isSecondHalf) bytes[length++] = byte === carriageReturn ? lineFeed : byte;
    }
    return bytes.subarray(0, length);
  }
}
