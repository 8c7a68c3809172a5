import type { EgressError } from '@weir/egress/egress';
import { brokenOff, type Ending, type Lane, type LaneContext, truncated } from './lane.ts';
import type { Rewriting } from './rewriting.ts';

/** It has to be held whole to be read. */
const bodyBytesMax = 64 * 1024 * 1024;

/** A successful whole answer in words that are not the client's, and no conversation. */
export class RewrittenLane implements Lane {
  readonly #context: LaneContext;
  readonly #rewriting: Rewriting;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(context: LaneContext, rewriting: Rewriting) {
    this.#context = context;
    this.#rewriting = rewriting;
  }

  data(chunk: Buffer): Lane {
    this.#size += chunk.length;
    if (this.#size <= bodyBytesMax) this.#chunks.push(chunk);
    else this.#context.stop();
    return this;
  }

  end(): Ending {
    const { meter, status, headers, upstreamHeaders } = this.#context;
    if (this.#size > bodyBytesMax) return this.#cut('sent more than can be read at once');
    const rewritten = this.#rewriting.read(Buffer.concat(this.#chunks), upstreamHeaders);
    if (rewritten === undefined) return this.#cut('answered with something else than a whole answer');
    meter.take(rewritten.events, undefined);
    const body = Buffer.from(JSON.stringify(rewritten.answer));
    return { status: 'succeeded', answer: { kind: 'whole', status, headers, body } };
  }

  broken(error: EgressError): Ending {
    return brokenOff(error, (cause) => ({ kind: 'error', error: cause }));
  }

  #cut(what: string): Ending {
    return truncated(`The upstream ${what}.`, (error) => ({ kind: 'error', error }));
  }
}
