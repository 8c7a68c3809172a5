import { upstreamErrorBody } from '@weir/protocol/error-body';
import type { Failure } from '@weir/protocol/failure';
import { dialectOf } from '@weir/protocol/operation';
import type { LaneContext } from './lane.ts';
import type { Answer } from './outcome.ts';

/** An upstream's failure as the client's dialect tells it. */
export function errorAnswer(context: LaneContext, status: number, failure: Failure): Answer {
  const { operation, callId } = context;
  const body = Buffer.from(JSON.stringify(upstreamErrorBody(dialectOf(operation), { status, failure }, callId)));
  return { kind: 'whole', status, headers: withType(context.headers, 'application/json'), body };
}

/** `headers` (name, value, name, value) with another content type. */
function withType(headers: readonly string[], contentType: string): string[] {
  const kept: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at] !== 'content-type') kept.push(headers[at] ?? '', headers[at + 1] ?? '');
  }
  return [...kept, 'content-type', contentType];
}
