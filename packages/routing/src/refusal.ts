import type { ErrorCode } from '@weir/protocol/errors';
import type { Explanation } from './target.ts';

export type RefusalCode = Extract<
  ErrorCode,
  | 'model_not_found'
  | 'model_not_allowed'
  | 'unsupported_capability'
  | 'no_target_qualifies'
  | 'no_target_available'
  | 'provider_key_refused'
>;

/** Why a call goes nowhere: a code of the error catalogue and what the caller can do about it. */
export type Refusal = {
  readonly kind: 'refusal';
  readonly code: RefusalCode;
  readonly message: string;
  /** After which a target may take the call; absent where that is not known or waiting changes nothing. */
  readonly retryAfterMs?: number;
  readonly explanation: Explanation;
};
