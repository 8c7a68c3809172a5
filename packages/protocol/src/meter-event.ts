import type { Failure } from './failure.ts';
import type { Usage } from './usage.ts';

/** Why an answer ended, in one vocabulary for all dialects. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'refusal' | 'pause' | 'other';

/**
 * What the meter reads off an answer, whole or streamed. `usage` is cumulative: a later event replaces the buckets it
 * names; `serviceTier` is the tier that the upstream says it served, which prices depend on. `end` is the dialect's own
 * terminal event: an answer without one was cut.
 */
export type MeterEvent =
  | { readonly type: 'start'; readonly responseId?: string; readonly model?: string }
  | { readonly type: 'content' }
  | { readonly type: 'usage'; readonly usage: Usage; readonly serviceTier?: string }
  | { readonly type: 'finish'; readonly reason: FinishReason }
  | { readonly type: 'error'; readonly failure: Failure }
  | { readonly type: 'end' };
