import { expect, it } from 'vitest';
import { messages } from './messages.ts';
import { withoutBillingNote } from './without-billing-note.ts';

const note = { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1; cch=1a2b3;' };
const prompt = { type: 'text', text: 'You are an agent.' };

function read(system: unknown) {
  return messages.parseRequest({ model: 'm', max_tokens: 1, system, messages: [{ role: 'user', content: 'hi' }] }, {});
}

it('takes the accounting note out of the system prompt, and nothing else', () => {
  expect(withoutBillingNote(read([note, prompt])).turns).toEqual(read([prompt]).turns);
  expect(withoutBillingNote(read([note])).turns).toEqual(read(undefined).turns);
});

it.each([[[prompt]], [[prompt, note]], ['Mind the x-anthropic-billing-header: it is a header.'], [undefined]])(
  'leaves a conversation without one as it is: %j',
  (system) => {
    const request = read(system);
    expect(withoutBillingNote(request)).toBe(request);
  },
);
