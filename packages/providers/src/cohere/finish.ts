import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { entryOf, type JsonObject, nameAt, objectAt, textAt } from '@weir/protocol/json-read';
import type { FinishReason } from '@weir/protocol/meter-event';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import { cohereUsage } from './cohere-usage.ts';

/** Source: https://docs.cohere.com/reference/chat#response.body.finish_reason; those of version 1 that may come through too. */
const reasons: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  ERROR_LIMIT: 'length',
  TOOL_CALL: 'tool_calls',
  ERROR_TOXIC: 'content_filter',
};

/** Reasons that say that there is no answer. */
const failures: Readonly<Record<string, string>> = { ERROR: 'server_error', TIMEOUT: 'timeout_error' };

const plain: ReadonlySet<string> = new Set(['COMPLETE', 'STOP_SEQUENCE', 'MAX_TOKENS', 'TOOL_CALL']);

/** How an answer ended, by what stands beside `finish_reason`: usage, reason and the end, or what went wrong. */
export function endingOf(holder: JsonObject): readonly StreamEvent[] {
  const word = nameAt(holder, 'finish_reason');
  const report = objectAt(holder, 'usage');
  const usage: readonly StreamEvent[] = report === undefined ? [] : [{ type: 'usage', usage: cohereUsage(report) }];
  const type = word === undefined ? undefined : entryOf(failures, word);
  if (type !== undefined) {
    const message = textAt(holder, 'error') ?? `The upstream stopped with ${word}.`;
    return [...usage, { type: 'error', failure: toEmbeddedFailure({ type, message }) }];
  }
  if (word === undefined) return usage;
  const reason = entryOf(reasons, word) ?? 'other';
  return [...usage, { type: 'finish', choice: 0, reason, ...(plain.has(word) ? {} : { word }) }, { type: 'end' }];
}
