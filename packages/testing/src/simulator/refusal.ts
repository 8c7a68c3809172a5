import type { Dialect } from '@weir/protocol/operation';
import type { VendorError } from './vendor-error.ts';

/** Why a vendor refuses a request that is well formed. */
export type Refusal = 'context' | 'content' | 'prefill';

type Worded = Pick<VendorError, 'message' | 'code'>;

const words: Readonly<Record<Refusal, Readonly<Record<Dialect, Worded>>>> = {
  context: {
    openai: {
      message: "This model's maximum context length is 8192 tokens, and your messages have 9001. Please shorten them.",
      code: 'context_length_exceeded',
    },
    anthropic: { message: 'prompt is too long: 213104 tokens > 200000 maximum' },
    gemini: { message: 'The input token count (1200011) exceeds the maximum number of tokens allowed (1048576).' },
  },
  content: {
    openai: { message: 'The request was refused by the content policy.', code: 'content_policy_violation' },
    anthropic: { message: 'Output blocked by content filtering policy' },
    gemini: { message: 'The request was blocked by the content policy.' },
  },
  prefill: {
    openai: { message: 'The last message of this model must not come from the assistant.' },
    anthropic: {
      message: 'This model does not support assistant message prefill. The conversation must end with a user message.',
    },
    gemini: { message: 'Please ensure that multiturn requests end with a user role.' },
  },
};

/** The words of a refusal, which all vendors give with a 400. */
export function refusalOf(refusal: Refusal, dialect: Dialect): Worded {
  return words[refusal][dialect];
}
