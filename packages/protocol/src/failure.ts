/** Why an Attempt failed, in classes that each get a reaction of their own. */
export const failureCodes = [
  'bad_request',
  'auth',
  'quota',
  'rate_limited',
  'overloaded',
  'server_error',
  'network',
  'timeout',
  'content_policy',
  'context_length',
  'not_found',
  'unsupported',
  'truncated',
  'refused_address',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** An upstream's failure: its class, whether another try may help, and the wait it asked for in milliseconds. */
export type Failure = {
  readonly code: FailureCode;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** What the upstream said, for the receipt and the log; never a secret. */
  readonly message: string;
};
