import type { Grant } from '@weir/access/grant';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { PlannedCall } from './plan-call.ts';
import type { RawCall } from './receive.ts';
import type { RequestHeaders } from './request-headers.ts';

/** A call that may be made: who makes it, what it asks for, where it goes. */
export type PermittedCall = {
  readonly call: RawCall;
  readonly grant: Grant;
  readonly asked: RequestHeaders;
  readonly request: ParsedRequest;
  readonly planned: PlannedCall;
  readonly authenticatedMs: number;
  readonly receivedMs: number;
};
