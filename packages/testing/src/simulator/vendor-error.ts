import type { Dialect } from '@weir/protocol/operation';

type Named = Readonly<Record<Dialect, string>>;

const names: Readonly<Record<number, Named>> = {
  400: { anthropic: 'invalid_request_error', openai: 'invalid_request_error', gemini: 'INVALID_ARGUMENT' },
  401: { anthropic: 'authentication_error', openai: 'invalid_request_error', gemini: 'UNAUTHENTICATED' },
  402: { anthropic: 'billing_error', openai: 'insufficient_quota', gemini: 'FAILED_PRECONDITION' },
  403: { anthropic: 'permission_error', openai: 'invalid_request_error', gemini: 'PERMISSION_DENIED' },
  404: { anthropic: 'not_found_error', openai: 'invalid_request_error', gemini: 'NOT_FOUND' },
  413: { anthropic: 'request_too_large', openai: 'invalid_request_error', gemini: 'INVALID_ARGUMENT' },
  429: { anthropic: 'rate_limit_error', openai: 'requests', gemini: 'RESOURCE_EXHAUSTED' },
  503: { anthropic: 'api_error', openai: 'server_error', gemini: 'UNAVAILABLE' },
  529: { anthropic: 'overloaded_error', openai: 'server_error', gemini: 'UNAVAILABLE' },
};
const fallback: Named = { anthropic: 'api_error', openai: 'server_error', gemini: 'INTERNAL' };

const codes: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

export type VendorError = {
  readonly dialect: Dialect;
  readonly status: number;
  readonly requestId: string;
  /** Simulated where not stated. */
  readonly message?: string;
  /** OpenAI's; by the status where not stated. */
  readonly code?: string;
  readonly retryAfterS?: number;
};

/** Gemini tells the wait in a detail of its error, and in no header. */
function geminiError({ status, retryAfterS }: VendorError, name: string, message: string): unknown {
  const type = 'type.googleapis.com/google.rpc.RetryInfo';
  const details = retryAfterS === undefined ? [] : [{ '@type': type, retryDelay: `${retryAfterS}s` }];
  return { error: { code: status, message, status: name, ...(details.length === 0 ? {} : { details }) } };
}

/** An error's body as the vendor of a dialect words it. */
export function vendorError(error: VendorError): unknown {
  const { dialect, status, requestId, message = `Simulated ${status}.`, code = codes[status] } = error;
  const name = (names[status] ?? fallback)[dialect];
  if (dialect === 'gemini') return geminiError(error, name, message);
  if (dialect === 'anthropic') return { type: 'error', error: { type: name, message }, request_id: requestId };
  return { error: { message, type: name, param: null, code: code ?? null } };
}
