import type { WeirError } from './errors.ts';
import { type Dialect, dialectOf, type Operation } from './operation.ts';
import { encodeFrame } from './sse.ts';

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

function typeOf(types: Readonly<Record<number, string>>, status: number, ofServer: string): string {
  return types[status] ?? (status < 500 ? 'invalid_request_error' : ofServer);
}

function openaiError(error: WeirError): object {
  const type = typeOf(openaiTypes, error.entry.status, 'server_error');
  return { message: error.message, type, param: error.field ?? null, code: error.code };
}

/**
 * An error of the gateway as the body that the dialect's SDKs expect. OpenAI's shape carries the code in `error.code`;
 * Anthropic's has no place for one, so there it leads the message.
 */
export function errorBody(dialect: Dialect, error: WeirError, callId: string): object {
  switch (dialect) {
    case 'openai':
      return { error: openaiError(error), call_id: callId };
    case 'anthropic': {
      const type = typeOf(anthropicTypes, error.entry.status, 'api_error');
      return { type: 'error', error: { type, message: `${error.code}: ${error.message}` }, request_id: callId };
    }
  }
}

/** An error of the gateway as the last event of a stream that has begun; the official SDKs throw on it. */
export function errorFrame(operation: Operation, error: WeirError, callId: string): Buffer {
  if (operation === 'responses') {
    const { code, message, field } = error;
    const event = { type: 'error', code, message, param: field ?? null, sequence_number: 0 };
    return encodeFrame('error', JSON.stringify(event));
  }
  const dialect = dialectOf(operation);
  return encodeFrame(dialect === 'anthropic' ? 'error' : undefined, JSON.stringify(errorBody(dialect, error, callId)));
}
