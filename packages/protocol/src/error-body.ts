import type { WeirError } from './errors.ts';
import type { Failure, FailureCode } from './failure.ts';
import { type Dialect, dialectOf, type Operation } from './operation.ts';
import { sseText } from './sse-frame.ts';

/** OpenAI's `error.type` by status; its SDKs choose their class by the status, tools by the type. */
const openaiTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

/** Anthropic's `error.type` by status (its API's error page). */
const anthropicTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

/** Google's `error.status` by status (google.rpc.Code). */
const geminiTypes: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  402: 'FAILED_PRECONDITION',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

function typeOf(types: Readonly<Record<number, string>>, status: number, ofServer: string): string {
  return types[status] ?? (status < 500 ? 'invalid_request_error' : ofServer);
}

/** What an error says, whoever failed: the gateway, or an upstream of another dialect. */
type Said = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field?: string | undefined;
  /** The wait that an upstream asked for. */
  readonly retryAfterMs?: number | undefined;
};

function saidBy({ entry, code, message, field }: WeirError): Said {
  return { status: entry.status, code, message, field };
}

function openaiError({ status, code, message, field }: Said): object {
  return { message, type: typeOf(openaiTypes, status, 'server_error'), param: field ?? null, code };
}

/** Google's SDK keeps no headers of an error: the wait stands in its details as well, as its own API has it. */
function geminiWait({ retryAfterMs }: Said): readonly object[] {
  if (retryAfterMs === undefined) return [];
  return [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterMs / 1000}s` }];
}

/** Google's codes for a caller's mistake are INVALID_ARGUMENT, and INTERNAL for everything that is nobody's. */
function geminiType(status: number): string {
  return geminiTypes[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL');
}

function bodyOf(dialect: Dialect, said: Said, callId: string): object {
  switch (dialect) {
    case 'openai':
      return { error: openaiError(said), call_id: callId };
    case 'anthropic': {
      const type = typeOf(anthropicTypes, said.status, 'api_error');
      return { type: 'error', error: { type, message: `${said.code}: ${said.message}` }, request_id: callId };
    }
    case 'gemini': {
      const { status, code, message, field } = said;
      const named = field === undefined ? {} : { field };
      const reason = {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: code,
        metadata: { callId, ...named },
      };
      return { error: { code: status, message, status: geminiType(status), details: [reason, ...geminiWait(said)] } };
    }
  }
}

/**
 * An error of the gateway as the body that the dialect's SDKs expect. OpenAI's shape carries the code in `error.code`,
 * Google's in the reason of its details; Anthropic's has no place for one, so there it leads the message.
 */
export function errorBody(dialect: Dialect, error: WeirError, callId: string): object {
  return bodyOf(dialect, saidBy(error), callId);
}

/** What an upstream of another dialect answered instead of an answer, in the caller's dialect: its status, class and words. */
export function upstreamErrorBody(
  dialect: Dialect,
  upstream: { readonly status: number; readonly failure: Failure },
  callId: string,
): object {
  const { code, message, retryAfterMs } = upstream.failure;
  return bodyOf(dialect, { status: upstream.status, code, message, retryAfterMs }, callId);
}

/** A refused key is not the caller's: 502. */
const failureStatuses: Readonly<Record<FailureCode, number>> = {
  bad_request: 400,
  auth: 502,
  quota: 502,
  rate_limited: 429,
  overloaded: 503,
  server_error: 502,
  network: 502,
  timeout: 504,
  content_policy: 400,
  context_length: 400,
  not_found: 404,
  unsupported: 400,
  truncated: 502,
  refused_address: 502,
};

/** The HTTP status that stands for an upstream's failure which came inside an answer. */
export function statusOfFailure({ code }: Failure): number {
  return failureStatuses[code];
}

/** A failure that an upstream told inside its answer, as the last event of a stream of this operation. */
export function failureFrame(operation: Operation, failure: Failure, callId: string): string {
  return frameOf(operation, { status: statusOfFailure(failure), code: failure.code, message: failure.message }, callId);
}

function frameOf(operation: Operation, said: Said, callId: string): string {
  if (operation === 'responses') {
    const { code, message, field } = said;
    return sseText('error', JSON.stringify({ type: 'error', code, message, param: field ?? null, sequence_number: 0 }));
  }
  const dialect = dialectOf(operation);
  return sseText(dialect === 'anthropic' ? 'error' : undefined, JSON.stringify(bodyOf(dialect, said, callId)));
}

/** An error of the gateway as the last event of a stream that has begun; the official SDKs throw on it. */
export function errorFrame(operation: Operation, error: WeirError, callId: string): Buffer {
  return Buffer.from(frameOf(operation, saidBy(error), callId));
}
