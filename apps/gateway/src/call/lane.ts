import type { EgressError } from '@weir/egress/egress';
import { WeirError } from '@weir/protocol/errors';
import type { Operation } from '@weir/protocol/operation';
import type { Provider } from '@weir/providers/provider';
import type { Meter } from './meter.ts';
import type { Answer, Outcome } from './outcome.ts';
import type { Rewriting } from './rewriting.ts';
import type { Translation } from './translation.ts';

/** How a lane closes an Attempt: the part of the Outcome that depends on what arrived. */
export type Ending = Pick<Outcome, 'status' | 'answer' | 'failure' | 'said'>;

/** The upstream's head, and what a lane needs to make an answer of what follows. */
export type LaneContext = {
  readonly provider: Provider;
  readonly operation: Operation;
  readonly callId: string;
  /** Where client and upstream speak differently. */
  readonly translation: Translation | undefined;
  readonly rewriting: Rewriting | undefined;
  readonly usageChunkAdded: boolean;
  readonly status: number;
  readonly upstreamHeaders: Readonly<Record<string, string>>;
  /** For the client, as name, value, name, value. */
  readonly headers: string[];
  readonly meter: Meter;
  /** The client has the beginning of an answer already: this one goes on with it. */
  readonly answering: boolean;
  /** Milliseconds since the send. */
  elapsedMs(): number;
  /** Sends the head to the client: from here on this is the answer. */
  begin(): void;
  /** Sends bytes to the client, under back-pressure. */
  write(chunk: Buffer): void;
  /** Ends the Attempt, through the lane's `end`: nothing more is wanted of this upstream. */
  stop(): void;
};

/** Takes an answer as it arrives and says how it ended. `data` gives the lane that takes the next chunk. */
export type Lane = {
  data(chunk: Buffer): Lane;
  end(): Ending;
  broken(error: EgressError): Ending;
};

/** The ending of an answer that stopped before its end. */
export function truncated(message: string, answer: (error: WeirError) => Answer): Ending {
  const failure = { code: 'truncated', retryable: true, message } as const;
  return { status: 'truncated', failure, answer: answer(new WeirError('upstream_truncated', message)) };
}

/** The ending of an answer that the network or a time limit broke off. */
export function brokenOff(cause: EgressError, answer: (error: WeirError) => Answer): Ending {
  const timedOut = cause.code === 'timeout';
  const message = `The upstream's answer broke off: ${cause.message}.`;
  const failure = { code: timedOut ? 'timeout' : 'truncated', retryable: true, message } as const;
  const error = new WeirError(timedOut ? 'upstream_timeout' : 'upstream_truncated', message);
  return { status: 'truncated', failure, answer: answer(error) };
}
