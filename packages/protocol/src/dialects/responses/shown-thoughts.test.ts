import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { ReasoningPart } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { responses } from './responses.ts';

const signature = { origin: 'anthropic', value: 'sealed' };

function events(part: Partial<ReasoningPart> = {}): readonly StreamEvent[] {
  return [
    { type: 'start' },
    { type: 'open', choice: 0, index: 0, part: { kind: 'reasoning', texts: [], ...part } },
    { type: 'delta', choice: 0, index: 0, delta: { kind: 'reasoning', text: 'Hm.' } },
    { type: 'delta', choice: 0, index: 0, delta: { kind: 'signature', signature } },
    { type: 'close', choice: 0, index: 0 },
    { type: 'finish', choice: 0, reason: 'stop' },
    { type: 'end' },
  ];
}

function contextOf(reasoning: object): AnswerContext {
  const request = responses.parseRequest({ model: 'm', input: 'hi', reasoning }, {});
  return { callId: 'c', createdAtSeconds: 1, model: 'm', request };
}

/** The reasoning item, whole and as the stream's last event has it. */
function items(context: AnswerContext, part?: Partial<ReasoningPart>): readonly unknown[] {
  const told = events(part);
  const encoder = responses.encoder(context);
  const streamed = told.map((event) => encoder.encode(event)).join('');
  const last = JSON.parse(/^data: (.*"type":"response.completed".*)$/m.exec(streamed)?.[1] ?? '{}');
  return [responses.encodeAnswer(foldAnswer(told), context), last.response].map((answer) => answer.output[0]);
}

const summary = [{ type: 'summary_text', text: 'Hm.' }];
const content = [{ type: 'reasoning_text', text: 'Hm.' }];

describe('thoughts of another vendor', () => {
  it('are the summary that a client asked for, beside their seal', () => {
    for (const item of items(contextOf({ effort: 'low', summary: 'auto' }))) {
      expect(item).toMatchObject({ type: 'reasoning', summary, encrypted_content: expect.any(String) });
      expect(item).not.toHaveProperty('content');
    }
  });

  it('are what they are where none was asked for, and where an upstream said so itself', () => {
    for (const item of items(contextOf({ effort: 'low' }))) expect(item).toMatchObject({ summary: [], content });
    const own = items(contextOf({ summary: 'auto' }), { itemId: 'rs_1' });
    for (const item of own) expect(item).toMatchObject({ summary: [], content });
  });
});
