import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { responses } from './responses.ts';
import { stateCharactersMax, stateOf, withPrevious } from './state.ts';

const context: AnswerContext = { callId: 'c1', createdAtSeconds: 1, model: 'm' };
const target = { name: 'T', model: 'm', signer: 'openai', lacks: new Set<never>() };

const first = responses.parseRequest(
  { model: 'm', instructions: 'Be brief.', input: 'Weather in Rome?', tools: [{ type: 'custom', name: 'shell' }] },
  {},
);
const answer: ChatAnswer = {
  choices: [
    {
      parts: [
        { kind: 'reasoning', texts: ['hm'], signature: { origin: 'anthropic', value: 'sealed' } },
        { kind: 'tool_call', id: 'call_1', name: 'shell', arguments: '{"input":"curl wttr.in"}' },
      ],
      finish: { reason: 'tool_calls' },
    },
  ],
  ended: true,
};

describe('the state of an answer', () => {
  const state = JSON.parse(JSON.stringify(stateOf(first, answer, context)));

  it('puts the conversation before the input of a later request, without the earlier instructions', () => {
    const next = responses.parseRequest(
      {
        model: 'm',
        instructions: 'Be long.',
        previous_response_id: 'resp_c1',
        tools: [{ type: 'custom', name: 'shell' }],
        input: [
          { type: 'item_reference', id: 'ctc_c1_1' },
          { type: 'custom_tool_call_output', call_id: 'call_1', output: 'sunny' },
        ],
      },
      {},
    );
    const whole = withPrevious(next, state);
    expect(whole.previousResponseId).toBeUndefined();
    expect(whole.turns).toEqual([
      { role: 'system', parts: [{ kind: 'text', text: 'Be long.' }], instructions: true },
      { role: 'user', parts: [{ kind: 'text', text: 'Weather in Rome?' }] },
      {
        role: 'assistant',
        parts: [
          {
            kind: 'reasoning',
            texts: ['hm'],
            signature: { origin: 'anthropic', value: 'sealed' },
            itemId: 'rs_weir_c1_0',
          },
          {
            kind: 'tool_call',
            id: 'call_1',
            name: 'shell',
            arguments: 'curl wttr.in',
            custom: true,
            itemId: 'ctc_c1_1',
          },
        ],
      },
      {
        role: 'tool',
        parts: [{ kind: 'tool_result', callId: 'call_1', parts: [{ kind: 'text', text: 'sunny' }], custom: true }],
      },
    ]);
  });

  it('grows from answer to answer', () => {
    const second = withPrevious(responses.parseRequest({ model: 'm', input: 'And now?' }, {}), state);
    const said: ChatAnswer = { choices: [{ parts: [{ kind: 'text', text: 'Rain.' }] }], ended: true };
    const third = withPrevious(
      responses.parseRequest({ model: 'm', input: 'Thanks' }, {}),
      stateOf(second, said, { ...context, callId: 'c2' }),
    );
    const { body } = responses.encodeRequest({ ...third, tools: first.tools }, target);
    expect(body['input']).toMatchObject([
      { role: 'user', content: 'Weather in Rome?' },
      { type: 'custom_tool_call', input: 'curl wttr.in' },
      { role: 'user', content: 'And now?' },
      { role: 'assistant', id: 'msg_c2_0' },
      { role: 'user', content: 'Thanks' },
    ]);
  });

  it('refuses a reference to what is not in it, by its path', () => {
    const stray = responses.parseRequest({ model: 'm', input: [{ type: 'item_reference', id: 'msg_x' }] }, {});
    expect(() => withPrevious(stray, state)).toThrow(
      expect.objectContaining({ code: 'invalid_request', field: 'input.0.id' }),
    );
  });

  it('is a mark only when the conversation is too long, and the mark is refused', () => {
    const long = responses.parseRequest({ model: 'm', input: 'x'.repeat(stateCharactersMax) }, {});
    const mark = stateOf(long, answer, context);
    expect(mark).toEqual({ version: 1, tooLarge: true });
    expect(() => withPrevious(first, mark)).toThrow(
      expect.objectContaining({ code: 'invalid_request', field: 'previous_response_id' }),
    );
  });
});
