import type { Dialect } from '@weir/protocol/operation';

type Named = { readonly anthropic: string; readonly openai: string };

const names: Readonly<Record<number, Named>> = {
  400: { anthropic: 'invalid_request_error', openai: 'invalid_request_error' },
  401: { anthropic: 'authentication_error', openai: 'invalid_request_error' },
  402: { anthropic: 'billing_error', openai: 'insufficient_quota' },
  403: { anthropic: 'permission_error', openai: 'invalid_request_error' },
  404: { anthropic: 'not_found_error', openai: 'invalid_request_error' },
  413: { anthropic: 'request_too_large', openai: 'invalid_request_error' },
  429: { anthropic: 'rate_limit_error', openai: 'requests' },
  503: { anthropic: 'api_error', openai: 'server_error' },
  529: { anthropic: 'overloaded_error', openai: 'server_error' },
};
const fallback: Named = { anthropic: 'api_error', openai: 'server_error' };

const codes: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

/** An error's body as the vendor of a dialect words it. */
export function vendorError(dialect: Dialect, status: number, requestId: string): unknown {
  const name = names[status] ?? fallback;
  const message = `Simulated ${status}.`;
  if (dialect === 'anthropic')
    return { type: 'error', error: { type: name.anthropic, message }, request_id: requestId };
  return { error: { message, type: name.openai, param: null, code: codes[status] ?? null } };
}
