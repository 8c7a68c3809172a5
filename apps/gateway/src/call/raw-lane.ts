import type { EgressError } from '@weir/egress/egress';
import type { Operation } from '@weir/protocol/operation';
import { brokenOff, type Ending, type Lane, type LaneContext } from './lane.ts';

const spoken: ReadonlySet<Operation> = new Set(['speech', 'transcription']);

/** True for sound, and for transcripts as plain text: they end where their bytes do, and tell of no usage. */
export function isRaw(operation: Operation, contentType: string | undefined): boolean {
  return spoken.has(operation) && !/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType ?? '');
}

/** An answer that is no JSON: passed on as it comes, one chunk behind, because the last one waits for the ledger. */
export class RawLane implements Lane {
  readonly #context: LaneContext;
  #held: Buffer | undefined;
  #begun = false;

  constructor(context: LaneContext) {
    this.#context = context;
    const length = context.upstreamHeaders['content-length'];
    if (length !== undefined) context.headers.push('content-length', length);
  }

  data(chunk: Buffer): Lane {
    const { meter, elapsedMs } = this.#context;
    if (this.#held === undefined) meter.take([{ type: 'content' }], elapsedMs());
    else this.#write(this.#held);
    this.#held = chunk;
    return this;
  }

  end(): Ending {
    const { meter, status } = this.#context;
    meter.take([{ type: 'usage', usage: { requests: 1 } }, { type: 'end' }], undefined);
    if (!this.#begun) this.#context.begin();
    return { status: 'succeeded', answer: { kind: 'tail', status, bytes: this.#held ?? Buffer.alloc(0) } };
  }

  broken(error: EgressError): Ending {
    const { status } = this.#context;
    return brokenOff(error, (cause) =>
      this.#begun ? { kind: 'broken', status, framed: false, error: cause } : { kind: 'error', error: cause },
    );
  }

  #write(chunk: Buffer): void {
    if (!this.#begun) this.#context.begin();
    this.#begun = true;
    this.#context.write(chunk);
  }
}
