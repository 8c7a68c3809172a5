import type { FailureCode } from '@weir/protocol/failure';

/** What a failure of one class lets a call do. */
export type Reaction = {
  /** When the same Target is asked again: at once, after all others, or never. */
  readonly again: 'first' | 'last' | 'never';
  /** Which other targets may be asked. */
  readonly others: 'any' | 'other_key' | 'larger_window' | 'if_allowed' | 'none';
  /** Why it is so, for the receipt. */
  readonly why: string;
};

const passing = { again: 'first', others: 'any' } as const;
const busy = { again: 'last', others: 'any' } as const;

/** One row for each class of failure. */
export const reactions: Readonly<Record<FailureCode, Reaction>> = {
  bad_request: { again: 'never', others: 'none', why: 'the request itself is wrong, for any target' },
  auth: { again: 'never', others: 'other_key', why: 'the provider refused the key' },
  quota: { again: 'never', others: 'other_key', why: 'the account behind the key has nothing left' },
  rate_limited: { ...busy, why: 'the key has spent its rate' },
  overloaded: { ...busy, why: 'the provider is overloaded' },
  server_error: { ...passing, why: 'the provider failed' },
  network: { ...passing, why: 'the connection failed' },
  // Another wait there would take as long again.
  timeout: { ...busy, why: 'nothing came in time' },
  truncated: { ...passing, why: 'the answer stopped before its end' },
  content_policy: { again: 'never', others: 'if_allowed', why: "the provider's content policy refused it" },
  context_length: { again: 'never', others: 'larger_window', why: 'it is longer than the context window' },
  not_found: { again: 'never', others: 'any', why: 'the provider does not know the model' },
  unsupported: { again: 'never', others: 'any', why: 'what is asked cannot be said to the target' },
  refused_address: { again: 'never', others: 'any', why: "the target's address may not be called" },
};
