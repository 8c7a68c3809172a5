import { describe, expect, it } from 'vitest';
import { messages } from '../dialects/messages/messages.ts';
import { holdsForeignSeals } from './holds-foreign-seals.ts';
import { wrapSignature } from './signature.ts';

const target = { name: 'Anthropic', model: 'm', signer: 'anthropic', lacks: new Set<never>() };

function body(thought: object) {
  return {
    model: 'm',
    max_tokens: 4000,
    thinking: { type: 'enabled', budget_tokens: 2000 },
    messages: [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: [thought, { type: 'tool_use', id: 't', name: 'f', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'b' }] },
    ],
  };
}

describe('a conversation that another vendor took part in', () => {
  const data = wrapSignature({ signature: { origin: 'gemini', value: 's' }, on: 'next' });
  it.each([
    ['a wrapped seal', { type: 'redacted_thinking', data }],
    ['a thought without a seal', { type: 'thinking', thinking: 'x', signature: '' }],
  ])('with %s is known, and goes to Anthropic without it and without a budget', (_, thought) => {
    for (const operation of ['messages', 'count_tokens'] as const) {
      expect(holdsForeignSeals(operation, Buffer.from(JSON.stringify(body(thought), null, 1)))).toBe(true);
    }
    const { body: written } = messages.encodeRequest(messages.parseRequest(body(thought), {}), target);
    expect(written).toHaveProperty('messages.1.content.0.type', 'tool_use');
    expect(written).not.toHaveProperty('thinking');
  });

  it('is told from one of Anthropic’s own', () => {
    const own = body({ type: 'thinking', thinking: 'x', signature: 'EqoB' });
    expect(holdsForeignSeals('messages', Buffer.from(JSON.stringify(own)))).toBe(false);
    const { body: written, dropped } = messages.encodeRequest(messages.parseRequest(own, {}), target);
    expect(written).toHaveProperty('thinking.budget_tokens', 2000);
    expect(dropped).toEqual([]);
  });
});
