import { WeirError } from '@weir/protocol/errors';
import { isForm } from '@weir/protocol/form-spans';
import type { Operation } from '@weir/protocol/operation';
import { parseForm } from '@weir/protocol/parse-form';
import { type PathFacts, type ReadRequest, readRequest } from '@weir/protocol/parse-request';
import type { CallPath } from '../endpoints/paths.ts';
import type { Exchange } from '../exchange.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { type RequestHeaders, readRequestHeaders } from './request-headers.ts';

/** Operations that are asked for with files. */
const takesForms: ReadonlySet<Operation> = new Set(['image_edits', 'transcription']);

/** A call as it stands at the door: nothing of it is known but that it was made. */
export type RawCall = {
  readonly callId: string;
  readonly operation: Operation;
  readonly exchange: Exchange;
  /** What the path says, where it names the model. */
  readonly path?: PathFacts;
  /** Wall clock. */
  readonly startedAtMs: number;
  /** The monotonic clock's reading, for durations. */
  readonly startedAt: number;
};

/** Step 1: gives the call its id and its instant. */
export function receive(deps: GatewayDeps, { operation, facts }: CallPath, exchange: Exchange): RawCall {
  const startedAtMs = deps.clock.now();
  const callId = deps.newCallId(startedAtMs);
  const call = { callId, operation, exchange, startedAtMs, startedAt: deps.clock.monotonic() };
  return facts === undefined ? call : { ...call, path: facts };
}

/** What the request's head asks for. Throws method_not_allowed, unsupported_media_type or invalid_request. */
export function readHead({ exchange, operation }: RawCall): RequestHeaders {
  if (exchange.method !== 'POST') {
    throw new WeirError('method_not_allowed', `${exchange.path} takes POST, not ${exchange.method}.`);
  }
  const encoding = exchange.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    const message = `The request body is encoded as ${encoding}. Send it without content-encoding.`;
    throw new WeirError('unsupported_media_type', message, { field: 'content-encoding' });
  }
  const type = exchange.header('content-type');
  if (type !== undefined && !isJson(type) && !(takesForms.has(operation) && isForm(type))) {
    const forms = takesForms.has(operation) ? ' or multipart/form-data' : '';
    const message = `The request body is ${type}. Send application/json${forms}.`;
    throw new WeirError('unsupported_media_type', message, { field: 'content-type' });
  }
  return readRequestHeaders(exchange);
}

/** The request, from JSON or from a form, which has no document. Throws a WeirError that names the field. */
export function readBody({ exchange, operation, path }: RawCall, body: Buffer): ReadRequest {
  const type = exchange.header('content-type');
  if (type === undefined || isJson(type)) return readRequest(operation, body, path);
  return { request: parseForm(operation, body, type), document: undefined };
}

function isJson(type: string): boolean {
  return type === 'application/json' || /^application\/json\s*(;|$)/i.test(type);
}
