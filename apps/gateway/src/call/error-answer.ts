import { upstreamErrorBody } from '@weir/protocol/error-body';
import type { Failure } from '@weir/protocol/failure';
import { dialectOf } from '@weir/protocol/operation';
import type { LaneContext } from './lane.ts';
import type { Answer } from './outcome.ts';

/** An upstream's failure as the client's dialect tells it. */
export function errorAnswer(context: LaneContext, status: number, failure: Failure): Answer {
  const { operation, callId } = context;
  const body = Buffer.from(JSON.stringify(upstreamErrorBody(dialectOf(operation), { status, failure }, callId)));
  const headers = [...withType(context.headers, 'application/json'), ...waitHeaders(context.headers, failure)];
  return { kind: 'whole', status, headers, body };
}

/** A wait that the upstream told in its body alone, as Google does, where the other vendors' libraries look for it. */
function waitHeaders(headers: readonly string[], { retryAfterMs }: Failure): readonly string[] {
  const isTold = headers.some((name, at) => at % 2 === 0 && name.startsWith('retry-after'));
  if (retryAfterMs === undefined || isTold) return [];
  return ['retry-after', String(Math.ceil(retryAfterMs / 1000))];
}

/** `headers` (name, value, name, value) with another content type. */
function withType(headers: readonly string[], contentType: string): string[] {
  const kept: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at] !== 'content-type') kept.push(headers[at] ?? '', headers[at + 1] ?? '');
  }
  return [...kept, 'content-type', contentType];
}
