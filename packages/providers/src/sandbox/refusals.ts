import type { Dialect } from '@weir/protocol/operation';
import type { Directive } from './directive.ts';

type Refusal = {
  readonly status: number;
  readonly message: string;
  readonly openai: { readonly type: string; readonly code: string | null };
  readonly anthropic: string;
};

/** The error answers that can be asked for, as both vendors word and type them. */
const refusals: Readonly<Partial<Record<Directive, Refusal>>> = {
  'error-400': {
    status: 400,
    message: 'The sandbox was asked to refuse this request.',
    openai: { type: 'invalid_request_error', code: null },
    anthropic: 'invalid_request_error',
  },
  'error-401': {
    status: 401,
    message: 'The sandbox was asked to refuse the provider key.',
    openai: { type: 'invalid_request_error', code: 'invalid_api_key' },
    anthropic: 'authentication_error',
  },
  'error-403': {
    status: 403,
    message: 'The sandbox was asked to deny access.',
    openai: { type: 'invalid_request_error', code: 'permission_denied' },
    anthropic: 'permission_error',
  },
  'error-404': {
    status: 404,
    message: 'The sandbox was asked to know no such model.',
    openai: { type: 'invalid_request_error', code: 'model_not_found' },
    anthropic: 'not_found_error',
  },
  'error-429': {
    status: 429,
    message: 'The sandbox was asked to limit the rate. Try again in 1s.',
    openai: { type: 'requests', code: 'rate_limit_exceeded' },
    anthropic: 'rate_limit_error',
  },
  'error-500': {
    status: 500,
    message: 'The sandbox was asked to fail.',
    openai: { type: 'server_error', code: null },
    anthropic: 'api_error',
  },
  'error-503': {
    status: 503,
    message: 'The sandbox was asked to be unavailable.',
    openai: { type: 'server_error', code: 'service_unavailable' },
    anthropic: 'api_error',
  },
  'error-529': {
    status: 529,
    message: 'Overloaded',
    openai: { type: 'server_error', code: 'overloaded' },
    anthropic: 'overloaded_error',
  },
  'error-quota': {
    status: 429,
    message: 'The sandbox was asked to have no quota left: you exceeded your current quota.',
    openai: { type: 'insufficient_quota', code: 'insufficient_quota' },
    anthropic: 'billing_error',
  },
  'error-context-length': {
    status: 400,
    message: 'The sandbox was asked to say: prompt is too long, above the maximum context length of 128000 tokens.',
    openai: { type: 'invalid_request_error', code: 'context_length_exceeded' },
    anthropic: 'invalid_request_error',
  },
  'error-content-policy': {
    status: 400,
    message: 'The sandbox was asked to find this against its content policy.',
    openai: { type: 'invalid_request_error', code: 'content_policy_violation' },
    anthropic: 'invalid_request_error',
  },
};

export type ErrorAnswer = { readonly status: number; readonly body: object };

function inShape(dialect: Dialect, refusal: Omit<Refusal, 'status'>): object {
  const { message, openai, anthropic } = refusal;
  if (dialect === 'openai') return { error: { message, type: openai.type, param: null, code: openai.code } };
  return { type: 'error', error: { type: anthropic, message }, request_id: 'req_sandbox' };
}

/** The error answer of a directive, in the dialect's shape; undefined where the directive is about how to answer. */
export function errorAnswer(directive: Directive, dialect: Dialect): ErrorAnswer | undefined {
  const refusal = refusals[directive];
  return refusal === undefined ? undefined : { status: refusal.status, body: inShape(dialect, refusal) };
}

/** A request that the sandbox cannot make sense of. */
export function badRequest(dialect: Dialect, message: string): ErrorAnswer {
  const openai = { type: 'invalid_request_error', code: null };
  return { status: 400, body: inShape(dialect, { message, openai, anthropic: 'invalid_request_error' }) };
}

/** The error that arrives inside a stream. */
export function streamError(dialect: Dialect): object {
  const openai = { type: 'server_error', code: 'server_error' };
  return inShape(dialect, { message: 'The sandbox was asked to fail in the middle.', openai, anthropic: 'api_error' });
}
