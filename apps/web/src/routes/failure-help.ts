import type { FailureCode } from '@weir/protocol/failure';

/** Failures that another try may get past, in words. What is not here is never worth the same try again. */
export const failureHelp: Readonly<Partial<Record<FailureCode, string>>> = {
  rate_limited: 'a rate limit (429)',
  overloaded: 'an overloaded provider (503, 529)',
  server_error: 'a server error (5xx)',
  timeout: 'a time limit that passed',
  network: 'a broken connection',
  truncated: 'an answer that broke off unseen',
};
