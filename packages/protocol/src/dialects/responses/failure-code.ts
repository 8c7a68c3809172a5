import type { Failure, FailureCode } from '../../failure.ts';
import type { JsonObject } from '../../json-read.ts';

/** `error.code` of a failed response, in the words that OpenAI uses and clients react to. */
const codes: Readonly<Record<FailureCode, string>> = {
  bad_request: 'invalid_request_error',
  auth: 'authentication_error',
  quota: 'insufficient_quota',
  rate_limited: 'rate_limit_exceeded',
  overloaded: 'server_is_overloaded',
  server_error: 'server_error',
  network: 'server_error',
  timeout: 'timeout_error',
  content_policy: 'content_policy_violation',
  context_length: 'context_length_exceeded',
  not_found: 'model_not_found',
  unsupported: 'invalid_request_error',
  truncated: 'server_error',
  refused_address: 'server_error',
};

/** `error` of a failed response. */
export function failedError({ code, message }: Failure): JsonObject {
  return { code: codes[code], message };
}
