import type { Grant } from '@weir/access/grant';
import type { Way } from '../way/way.ts';
import type { RawCall } from './receive.ts';
import type { RequestHeaders } from './request-headers.ts';

/** When the steps before the first send were done, in milliseconds from the start of the call. */
export type StepTimes = {
  readonly authenticatedMs: number;
  /** The whole request had been read. */
  readonly receivedMs: number;
  readonly plannedMs: number;
};

/** A call that may be made: who makes it, what it asks for, where it goes. */
export type PermittedCall = StepTimes & {
  readonly call: RawCall;
  readonly grant: Grant;
  readonly asked: RequestHeaders;
  readonly way: Way;
};
