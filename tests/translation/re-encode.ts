import type { AnswerContext } from '@weir/protocol/canonical/chat-dialect';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import type { ChatOperation } from '@weir/protocol/operation';
import { dialects } from './dialects.ts';

export type Form = 'whole' | 'streamed';
export const forms: readonly Form[] = ['whole', 'streamed'];

/** What the gateway knows besides the answer. */
export const context: AnswerContext = {
  callId: 'call-0001',
  createdAtSeconds: 1_760_000_000,
  model: 'asked-model',
  includesUsage: true,
};

/** The answer that these events tell of, as a client of the dialect gets it. */
export function reEncode(operation: ChatOperation, form: Form, events: readonly StreamEvent[]): string {
  const dialect = dialects[operation];
  if (form === 'whole') return JSON.stringify(dialect.encodeAnswer(foldAnswer(events), context));
  const encoder = dialect.encoder(context);
  return events.map((event) => encoder.encode(event)).join('');
}
