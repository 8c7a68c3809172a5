import type { EgressError } from '@weir/egress/egress';
import { WeirError } from '@weir/protocol/errors';
import type { Failure } from '@weir/protocol/failure';
import { errorAnswer } from './error-answer.ts';
import { keyRefused } from './key-refused.ts';
import { brokenOff, type Ending, type Lane, type LaneContext, truncated } from './lane.ts';
import { LongLane } from './long-lane.ts';

/** Answers up to this size are gathered, so that they leave with their length and their cost in the head. */
const gatherBytesMax = 8 * 1024 * 1024;

/** An answer that is no event stream: gathered whole. */
export class WholeLane implements Lane {
  readonly #context: LaneContext;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(context: LaneContext) {
    this.#context = context;
  }

  data(chunk: Buffer): Lane {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size <= gatherBytesMax) return this;
    if (isSuccess(this.#context.status)) return new LongLane(this.#context, this.#chunks);
    this.#context.stop();
    return this;
  }

  end(): Ending {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    if (isSuccess(this.#context.status)) return this.#read(body);
    return this.#size > gatherBytesMax ? overlong(this.#context) : refused(this.#context, body);
  }

  broken(error: EgressError): Ending {
    return brokenOff(error, (cause) => ({ kind: 'error', error: cause }));
  }

  #read(body: Buffer): Ending {
    const { meter, provider, operation, status, headers } = this.#context;
    meter.take(provider.fromBody(operation, body), undefined);
    const answer = { kind: 'whole', status, headers, body } as const;
    if (meter.failure !== undefined) return { status: 'failed', failure: meter.failure, answer };
    if (meter.ended) return { status: 'succeeded', answer };
    return truncated('The upstream answered with less than a whole JSON document.', (error) => ({
      kind: 'error',
      error,
    }));
  }
}

/** True for 2xx. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/**
 * An error answer of the upstream passes as it is, with exceptions: one about the stored credential is not the caller's,
 * a redirect is not followed, and one in another dialect is told in the caller's.
 */
function refused(context: LaneContext, body: Buffer): Ending {
  const { provider, status, upstreamHeaders, headers } = context;
  const failure = provider.toFailure(status, upstreamHeaders, body.toString());
  const error = substitute(provider.name, status, failure);
  if (error !== undefined) return { status: 'failed', failure, answer: { kind: 'error', error } };
  if (context.translation !== undefined || context.rewriting !== undefined) {
    return { status: 'failed', failure, answer: errorAnswer(context, status, failure) };
  }
  return { status: 'failed', failure, answer: { kind: 'whole', status, headers, body } };
}

/** An error of that size says nothing to anybody. */
function overlong({ provider, status, upstreamHeaders }: LaneContext): Ending {
  const message = `${provider.name} answered with ${status} and more than ${gatherBytesMax} bytes.`;
  const failure = { ...provider.toFailure(status, upstreamHeaders, ''), message };
  const error = substitute(provider.name, status, failure) ?? new WeirError('upstream_unavailable', message);
  return { status: 'failed', failure, answer: { kind: 'error', error } };
}

function substitute(name: string, status: number, failure: Failure): WeirError | undefined {
  if (status < 400) {
    return new WeirError('upstream_unavailable', `${name} answered with ${status}: redirects are not followed.`);
  }
  return keyRefused(name, status, failure);
}
