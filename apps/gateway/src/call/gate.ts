import type { Meter } from './meter.ts';
import type { Answer } from './outcome.ts';
import { withoutHeader } from './without-header.ts';

/** Decides when what an upstream says becomes the client's answer: until then another target can still give it. */
export type Gate = {
  /** Asked for each piece until it is true; from then on everything passes. */
  opens(meter: Meter): boolean;
};

/** Lets everything pass: there is no other target, or the client is to see each byte when it comes. */
export const openGate: Gate = { opens: () => true };

/** Waits for the first thing of use: a token, or the end of an answer that has none. */
export const firstEventGate: Gate = { opens: isOfUse };

/** Waits for the whole answer. */
export const wholeGate: Gate = { opens: () => false };

/** True once an answer has said something that is more than that it begins. */
export function isOfUse({ failure, firstTokenMs, finishReason, ended }: Meter): boolean {
  return failure === undefined && (firstTokenMs !== undefined || finishReason !== undefined || ended);
}

/** An answer is held up to this size; a longer one goes out as it comes. */
const heldBytesMax = 32 * 1024 * 1024;

/** The beginning of an answer that its client has not seen. Headers as name, value, name, value. */
export class HeldAnswer {
  readonly status: number;
  readonly headers: string[];
  readonly chunks: Buffer[] = [];
  #bytes = 0;

  constructor(status: number, headers: string[]) {
    this.status = status;
    this.headers = headers;
  }

  get isFull(): boolean {
    return this.#bytes > heldBytesMax;
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /** The last of an answer of which nothing went out: in one piece, or as the error that it is. */
  whole(last: Answer): Answer {
    if (last.kind === 'broken') return { kind: 'error', error: last.error };
    if (last.kind !== 'tail') return last;
    const { status, headers } = this;
    return {
      kind: 'whole',
      status,
      // The length is said anew with the body that it is of.
      headers: withoutHeader(headers, 'content-length'),
      body: Buffer.concat([...this.chunks, last.bytes]),
    };
  }
}
