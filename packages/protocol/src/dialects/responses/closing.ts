import { defined } from '../../canonical/fields.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { asObject, countAt, entryOf, type JsonObject, listAt, nameAt, objectAt, textAt } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';
import { toEmbeddedFailure } from '../../to-failure.ts';
import { responsesUsage } from './responses-usage.ts';

/** Items that wait for the client to act, unless a message follows them: xAI ran those itself. */
export const callItems: ReadonlySet<string> = new Set([
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'apply_patch_call',
  'computer_call',
  'mcp_approval_request',
  'tool_search_call',
]);

/** `incomplete_details.reason`; the last three are ours, for other vendors' ends. */
export const incompleteReasons: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: 'length',
  content_filter: 'content_filter',
  refusal: 'refusal',
  pause: 'pause',
  other: 'other',
};

/** How an answer that ended so is marked: its status, and why it is incomplete. */
export function statusOfFinish(reason: FinishReason | undefined, parts: readonly Part[]): string | undefined {
  switch (reason) {
    case 'length':
      return 'max_output_tokens';
    case 'content_filter':
    case 'pause':
      return reason;
    // What the model says instead of an answer is whole; where a classifier stopped it, it is not.
    case 'refusal':
      return parts.some((part) => part.kind === 'refusal') ? undefined : 'refusal';
    case 'other':
      return 'other';
    case 'stop':
    case 'tool_calls':
    case undefined:
      return undefined;
  }
}

/** What an answer is known by at its start. */
export function startEvent(response: JsonObject): StreamEvent {
  return {
    type: 'start',
    ...defined({
      responseId: nameAt(response, 'id'),
      model: nameAt(response, 'model'),
      createdAtSeconds: countAt(response, 'created_at'),
    }),
  };
}

/** The type of the last item, and whether a message refuses. */
export type Seen = { readonly lastItem: string | undefined; readonly refuses: boolean };

/** What is seen in whole items. */
export function seenIn(items: readonly unknown[]): Seen {
  const refuses = items.some((item) =>
    listAt(asObject(item), 'content').some((part) => asObject(part)?.['type'] === 'refusal'),
  );
  return { lastItem: textAt(asObject(items.at(-1)), 'type'), refuses };
}

function finishOf(response: JsonObject, seen: Seen): readonly StreamEvent[] {
  const status = textAt(response, 'status');
  if (status === 'incomplete') {
    const word = textAt(objectAt(response, 'incomplete_details'), 'reason') ?? '';
    const reason = entryOf(incompleteReasons, word);
    return [
      {
        type: 'finish',
        choice: 0,
        reason: reason ?? 'other',
        ...(reason === undefined && word !== '' ? { word } : {}),
      },
    ];
  }
  if (status !== 'completed') return [];
  // What waits for the client stands last: calls before a message were the vendor's own (searches at xAI).
  if (callItems.has(seen.lastItem ?? '')) return [{ type: 'finish', choice: 0, reason: 'tool_calls' }];
  return [{ type: 'finish', choice: 0, reason: seen.refuses ? 'refusal' : 'stop' }];
}

/** What a response says when it is over: usage, how it ended, and the error where it failed. */
export function closingEvents(response: JsonObject, seen: Seen): readonly StreamEvent[] {
  const usage = responsesUsage(response);
  const serviceTier = nameAt(response, 'service_tier');
  const isReported = Object.keys(usage).length > 0;
  const used: readonly StreamEvent[] = isReported ? [{ type: 'usage', usage, ...defined({ serviceTier }) }] : [];
  const status = textAt(response, 'status');
  const isFailed = objectAt(response, 'error') !== undefined || status === 'failed' || status === 'cancelled';
  const failed: readonly StreamEvent[] = isFailed ? [{ type: 'error', failure: toEmbeddedFailure(response) }] : [];
  // The finish comes before the failure, after which nothing but the end may come.
  return [...used, ...(isFailed ? [] : finishOf(response, seen)), ...failed, { type: 'end' }];
}
