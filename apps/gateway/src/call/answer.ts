import { errorBody, errorFrame } from '@weir/protocol/error-body';
import { errorCatalogue, type WeirError } from '@weir/protocol/errors';
import { type Dialect, dialectOf } from '@weir/protocol/operation';
import type { Exchange } from '../exchange.ts';
import type { Answer } from './outcome.ts';
import type { RawCall } from './receive.ts';

const usualWaitMs = 1_000;

/** Answers with an error in the caller's dialect. `headers` are the call's, as name, value, name, value. */
export function sendError(
  exchange: Exchange,
  error: WeirError,
  context: { readonly dialect: Dialect; readonly callId: string; readonly headers: string[] },
): void {
  const { status, retryable } = errorCatalogue[error.code];
  const { dialect, callId, headers } = context;
  headers.push('content-type', 'application/json', 'x-weir-error', error.code);
  const waitMs = error.retryAfterMs ?? (status === 503 ? usualWaitMs : undefined);
  if (waitMs !== undefined) headers.push('retry-after', String(Math.ceil(waitMs / 1_000)));
  // Whatever is answered at all by one method alone takes POST.
  if (error.code === 'method_not_allowed') headers.push('allow', 'POST');
  // The SDKs retry every 5xx unless they are told that it is of no use.
  if (status >= 500 && !retryable) headers.push('x-should-retry', 'false');
  exchange.send(status, headers, JSON.stringify(errorBody(dialect, error, callId)));
}

/** Ends an answer that has begun so that it cannot be taken for a whole one. */
export function breakOff(call: RawCall, error: WeirError, framed: boolean): void {
  const { exchange, operation, callId } = call;
  if (framed) exchange.end(errorFrame(operation, error, callId));
  else exchange.cut();
}

/** What a call came to; `costUsd` is a decimal, absent where unknown or simulated. */
export type Settlement = { readonly costUsd?: string };

/** The last of a call: whatever its client has not been sent yet. `headers` makes those of an error answer. */
export function answer(
  call: RawCall,
  outcome: { readonly answer: Answer; readonly headers: () => string[] },
  settlement: Settlement,
): void {
  const { exchange, operation, callId } = call;
  const last = outcome.answer;
  switch (last.kind) {
    case 'whole':
      if (settlement.costUsd !== undefined) last.headers.push('x-weir-cost-usd', settlement.costUsd);
      exchange.send(last.status, last.headers, last.body);
      break;
    case 'tail':
      exchange.end(last.bytes);
      break;
    case 'broken':
      breakOff(call, last.error, last.framed);
      break;
    case 'error':
      sendError(exchange, last.error, { dialect: dialectOf(operation), callId, headers: outcome.headers() });
      break;
    case 'gone':
      exchange.cut();
      break;
  }
}
