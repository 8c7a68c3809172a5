import { upstreamErrorBody } from '@weir/protocol/error-body';
import type { Failure } from '@weir/protocol/failure';
import { dialectOf } from '@weir/protocol/operation';
import type { LaneContext } from './lane.ts';
import type { Answer } from './outcome.ts';
import { withoutHeader } from './without-header.ts';

/** An upstream's failure as the client's dialect tells it. */
export function errorAnswer(context: LaneContext, status: number, failure: Failure): Answer {
  const { operation, callId } = context;
  const body = Buffer.from(JSON.stringify(upstreamErrorBody(dialectOf(operation), { status, failure }, callId)));
  const kept = withoutHeader(context.headers, 'content-type');
  const headers = [...kept, 'content-type', 'application/json', ...waitHeaders(context.headers, failure)];
  return { kind: 'whole', status, headers, body };
}

/** A wait that the upstream told in its body alone, as Google does, where the other vendors' libraries look for it. */
function waitHeaders(headers: readonly string[], { retryAfterMs }: Failure): readonly string[] {
  const isTold = headers.some((name, at) => at % 2 === 0 && name.startsWith('retry-after'));
  if (retryAfterMs === undefined || isTold) return [];
  return ['retry-after', String(Math.ceil(retryAfterMs / 1000))];
}
