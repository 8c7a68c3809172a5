import { z } from 'zod';
import { parseFrame } from './sse-frame.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blankLine = Buffer.from('\n\n');

/** A usage chunk is far shorter; a longer frame is not held back. */
const usageChunkBytesMax = 65_536;

/** What an OpenAI-shaped upstream sends for `include_usage`: a last chunk of usage and no choices. */
const usageChunk = z.object({ choices: z.tuple([]), usage: z.object({}) });

/** True for the frame that `stream_options.include_usage` adds; `usage: null` on other chunks is theirs. */
function isUsageChunk(frame: Buffer): boolean {
  if (frame.includes('"delta"') || !frame.includes('"usage"')) return false;
  const parsed = parseFrame(frame.toString('utf8').replace(/\r\n?/g, '\n'));
  if (parsed === undefined) return false;
  try {
    return usageChunk.safeParse(JSON.parse(parsed.data)).success;
  } catch {
    return false;
  }
}

/**
 * Takes out of an OpenAI-shaped byte stream the chunk that our own `include_usage` causes, and nothing else. All other
 * bytes pass as they came, in the cuts they came in: only the part of a frame that may still turn out to be that chunk
 * waits for the rest of it.
 */
export class UsageChunkFilter {
  /** Frames taken out so far. */
  removed = 0;
  /** The open frame's bytes of earlier chunks. */
  #held: Buffer[] = [];
  /** The open frame is known to be another one. */
  #released = false;
  #lineEmpty = true;
  #afterCarriageReturn = false;
  /** A blank line ended in \r: a \n that follows still belongs to it. */
  #closing = false;
  #out: Buffer[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  /** Where the bytes of this chunk that are to pass begin, and where its open frame does. */
  #passFrom = 0;
  #frameFrom = 0;

  /** What passes of this chunk, and of what was held back before it. */
  push(chunk: Buffer): readonly Buffer[] {
    this.#out = [];
    this.#chunk = chunk;
    this.#passFrom = 0;
    this.#frameFrom = 0;
    if (this.#closing || this.#afterCarriageReturn || chunk.includes(carriageReturn)) {
      for (let index = 0; index < chunk.length; index++) this.#step(index);
    } else this.#stepBlankLines();
    this.#pause();
    return this.#out;
  }

  /** What is still held back, when the stream is over. */
  end(): readonly Buffer[] {
    const held = this.#held;
    this.#held = [];
    if (!isUsageChunk(Buffer.concat(held))) return held;
    this.removed++;
    return [];
  }

  /** What `#step` does, for a chunk whose lines all end in \n: the common case, by native search. */
  #stepBlankLines(): void {
    const chunk = this.#chunk;
    if (chunk.length === 0) return;
    let from = 0;
    while (this.#lineEmpty && chunk[from] === lineFeed) this.#close(++from);
    for (let at = chunk.indexOf(blankLine, from); at !== -1; at = chunk.indexOf(blankLine, from)) {
      from = at + 2;
      this.#close(from);
      while (chunk[from] === lineFeed) this.#close(++from);
    }
    this.#lineEmpty = chunk[chunk.length - 1] === lineFeed;
  }

  #step(index: number): void {
    const byte = this.#chunk[index];
    if (this.#closing) {
      this.#closing = false;
      this.#close(byte === lineFeed ? index + 1 : index);
      if (byte === lineFeed) return;
    }
    if (byte === lineFeed) {
      if (this.#lineEmpty && !this.#afterCarriageReturn) this.#close(index + 1);
      this.#lineEmpty = true;
      this.#afterCarriageReturn = false;
    } else if (byte === carriageReturn) {
      this.#closing = this.#lineEmpty;
      this.#afterCarriageReturn = !this.#lineEmpty;
      this.#lineEmpty = true;
    } else {
      this.#lineEmpty = false;
      this.#afterCarriageReturn = false;
    }
  }

  /** The open frame ends at `end`. */
  #close(end: number): void {
    const own = this.#chunk.subarray(this.#frameFrom, end);
    if (!this.#released && isUsageChunk(this.#held.length === 0 ? own : Buffer.concat([...this.#held, own]))) {
      this.removed++;
      this.#held = [];
      this.#pass(this.#frameFrom);
      this.#passFrom = end;
    } else this.#release();
    this.#frameFrom = end;
    this.#released = false;
  }

  /** The chunk is used up: its open frame waits, unless it cannot be the usage chunk. */
  #pause(): void {
    const open = this.#chunk.subarray(this.#frameFrom);
    if (open.length > 0 && !this.#released) {
      const so = this.#held.length === 0 ? open : Buffer.concat([...this.#held, open]);
      if (so.length > usageChunkBytesMax || so.includes('"delta"')) {
        this.#release();
        this.#released = true;
      } else {
        this.#pass(this.#frameFrom);
        this.#held.push(open);
        return;
      }
    }
    this.#pass(this.#chunk.length);
  }

  #release(): void {
    if (this.#held.length === 0) return;
    this.#out.push(...this.#held);
    this.#held = [];
  }

  #pass(end: number): void {
    if (end > this.#passFrom) {
      const whole = this.#passFrom === 0 && end === this.#chunk.length;
      this.#out.push(whole ? this.#chunk : this.#chunk.subarray(this.#passFrom, end));
    }
    this.#passFrom = end;
  }
}
