import type { FailureCode } from '@weir/protocol/failure';

/** What each class of a provider's failure means, and what to do about it. */
export const failureWords: Readonly<Record<FailureCode, string>> = {
  bad_request: 'The provider refused the request as wrong. Its words say which part: correct it in the client.',
  auth: 'The provider refused the provider key. Rotate it on the page of provider keys.',
  quota: "The provider's account has no quota or money left. Top it up there, or put another key before it.",
  rate_limited: "The provider's rate limit was reached. Call less often, or have the limit raised there.",
  overloaded: 'The provider was overloaded. Try again.',
  server_error: 'The provider failed. Try again; if it goes on, look at its status page.',
  network: 'The provider could not be reached.',
  timeout: 'The provider did not answer in time.',
  content_policy: "The provider's content policy stopped the answer.",
  context_length: 'The request is longer than the model can take.',
  not_found: 'The provider does not know this model, or the account may not use it.',
  unsupported: 'The target has no words for a part of the request, so nothing was sent to it.',
  truncated: 'The answer broke off before its end.',
  refused_address: "The provider key's base URL leads to an address that the gateway does not connect to.",
};

/** Words for `code`, of those that have any. */
export function wordsOfFailure(code: string): string | undefined {
  const found = Object.entries(failureWords).find(([name]) => name === code);
  return found?.[1];
}
