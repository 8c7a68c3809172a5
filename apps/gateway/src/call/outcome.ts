import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import type { WeirError } from '@weir/protocol/errors';
import type { Failure } from '@weir/protocol/failure';
import type { AttemptStatus } from '@weir/protocol/ledger';
import type { Meter } from './meter.ts';

/** What is left to be told to the client once an Attempt is over. Nothing of it has been sent. */
export type Answer =
  /** The upstream's own answer in full: nothing went out before. Headers as name, value, name, value. */
  | { readonly kind: 'whole'; readonly status: number; readonly headers: string[]; readonly body: Buffer }
  /** The last bytes of an answer that went out as it came. */
  | { readonly kind: 'tail'; readonly status: number; readonly bytes: Buffer }
  /** An answer that broke off after its head went out; `framed` ones can carry an error event. */
  | { readonly kind: 'broken'; readonly status: number; readonly framed: boolean; readonly error: WeirError }
  /** There is no answer of the upstream to pass on: nothing went out. */
  | { readonly kind: 'error'; readonly error: WeirError }
  /** The client left. */
  | { readonly kind: 'gone' };

/** How an Attempt ended. Times in milliseconds from its send. */
export type Outcome = {
  readonly status: AttemptStatus;
  readonly failure?: Failure | undefined;
  /** The upstream's HTTP status, where it gave one. */
  readonly httpStatus?: number | undefined;
  readonly upstreamHeaders?: Readonly<Record<string, string>> | undefined;
  readonly providerRequestId?: string | undefined;
  readonly meter: Meter;
  readonly headMs?: number | undefined;
  readonly durationMs: number;
  readonly answer: Answer;
  /** What a translated answer came to, where it is to be kept. */
  readonly said?: ChatAnswer | undefined;
};
