import { describe, expect, it } from 'vitest';
import type { ChatRequest, Turn } from '../../canonical/chat-request.ts';
import type { Feature } from '../../canonical/features.ts';
import { WeirError } from '../../errors.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { chatCompletionsFor } from './chat-completions.ts';
import type { ChatQuirks } from './chat-quirks.ts';

const user: Turn = { role: 'user', parts: [{ kind: 'text', text: 'hi' }] };
const base: ChatRequest = {
  dialect: 'messages',
  model: 'asked',
  streaming: false,
  turns: [user],
  tools: [],
  sampling: {},
};

type Written = { readonly body: JsonObject; readonly dropped: readonly string[] };

function write(over: Partial<ChatRequest>, quirks: ChatQuirks = {}, lacks: readonly Feature[] = []): Written {
  const target = { name: 'Vendor', model: 'real', signer: 'vendor', lacks: new Set(lacks) };
  return chatCompletionsFor(quirks).encodeRequest({ ...base, ...over }, target);
}

function messagesOf(turns: readonly Turn[], quirks: ChatQuirks = {}): unknown {
  return write({ turns }, quirks).body['messages'];
}

const calling: Turn = {
  role: 'assistant',
  parts: [
    { kind: 'reasoning', texts: ['why'], signature: { origin: 'anthropic', value: 's' } },
    { kind: 'text', text: 'So ' },
    { kind: 'text', text: 'be it.' },
    { kind: 'tool_call', id: 'toolu_1', name: 'f', arguments: '{"a":1}' },
  ],
};
const image = { kind: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' } } as const;
const answering: Turn = {
  role: 'user',
  parts: [
    { kind: 'tool_result', callId: 'toolu_1', parts: [{ kind: 'text', text: 'seen' }, image], isError: true },
    { kind: 'text', text: 'and now?' },
  ],
};

describe('encodeRequest', () => {
  it('writes the target’s model, and asks streams for their usage', () => {
    expect(write({ streaming: true }).body).toMatchObject({
      model: 'real',
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(write({ streaming: true }, { streamUsage: 'always' }).body).not.toHaveProperty('stream_options');
  });

  it('names fields as the vendor does', () => {
    const { body } = write(
      {
        sampling: { outputTokensMax: 5, seed: 1 },
        tools: [{ kind: 'function', name: 'f' }],
        toolChoice: { kind: 'required' },
      },
      { lengthField: 'max_tokens', seedField: 'random_seed', anyTool: 'any' },
    );
    expect(body).toMatchObject({ max_tokens: 5, random_seed: 1, tool_choice: 'any' });
  });

  it('sends developer as system where that is no role', () => {
    const turns: readonly Turn[] = [{ role: 'developer', parts: [{ kind: 'text', text: 'x' }] }, user];
    expect(messagesOf(turns)).toMatchObject([{ role: 'developer' }, { role: 'user' }]);
    expect(messagesOf(turns, { developerRole: false })).toMatchObject([{ role: 'system' }, { role: 'user' }]);
  });

  it('splits results off the user’s turn, and hands their pictures on after them', () => {
    const { body, dropped } = write({ turns: [user, calling, answering] }, { replay: 'none' });
    expect(body['messages']).toEqual([
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: 'So be it.',
        tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      },
      { role: 'tool', tool_call_id: 'toolu_1', content: 'seen' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Out of the result of toolu_1:' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
        ],
      },
      { role: 'user', content: 'and now?' },
    ]);
    expect(dropped).toContain('messages.content.is_error');
    expect(dropped).toContain('messages.content.thinking');
  });

  it('makes one message of neighbours where roles must alternate', () => {
    expect(messagesOf([user, user], { alternates: true })).toEqual([{ role: 'user', content: 'hi\n\nhi' }]);
  });

  it.each([
    ['reasoning_content', { reasoning_content: 'why' }],
    ['reasoning', { reasoning: 'why' }],
    [
      'reasoning_details',
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'why', signature: 's', format: 'anthropic-claude-v1', index: 0 },
        ],
      },
    ],
    [
      'thinking',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'why' }] },
          { type: 'text', text: 'So ' },
          { type: 'text', text: 'be it.' },
        ],
      },
    ],
  ] as const)('replays reasoning as %s', (replay, expected) => {
    expect(messagesOf([user, calling, answering], { replay })).toMatchObject([{}, expected, {}, {}, {}]);
  });

  it('leaves out a seal that the target cannot read, and says so where nothing else is left', () => {
    const sealed: Turn = {
      role: 'assistant',
      parts: [
        { kind: 'reasoning', texts: [], signature: { origin: 'openai', value: 's' } },
        { kind: 'text', text: 'x' },
      ],
    };
    const { body, dropped } = write({ turns: [user, sealed] }, { replay: 'reasoning_content' });
    expect(body['messages']).toEqual([
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'x' },
    ]);
    expect(dropped).toEqual(['messages.content.thinking']);
  });

  it('maps ids to nine letters and digits, the same for call and result', () => {
    const messages = messagesOf([user, calling, answering], { toolCallIds: 'nine_alphanumerics', replay: 'none' });
    const [, call, result] = Array.isArray(messages) ? messages.map(asObject) : [];
    const id = asObject(Array.isArray(call?.['tool_calls']) ? call['tool_calls'][0] : undefined)?.['id'];
    expect(id).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(result?.['tool_call_id']).toBe(id);
  });

  it.each([
    [{ effort: 'minimal' }, {}, { reasoning_effort: 'minimal' }, []],
    [{ effort: 'max' }, { efforts: ['low', 'high'] }, { reasoning_effort: 'high' }, ['output_config.effort']],
    [{ budgetTokens: 9000 }, {}, { reasoning_effort: 'medium' }, ['thinking.budget_tokens']],
    [{ mode: 'disabled' }, {}, { reasoning_effort: 'none' }, []],
    [{ mode: 'disabled' }, { reasoning: 'thinking' }, { thinking: { type: 'disabled' } }, []],
    [
      { effort: 'max' },
      { reasoning: 'thinking', efforts: ['high', 'max'] },
      { thinking: { type: 'enabled' }, reasoning_effort: 'max' },
      [],
    ],
    [
      { budgetTokens: 9000, mode: 'enabled' },
      { reasoning: 'thinking', thinkingBudget: true },
      { thinking: { type: 'enabled', budget_tokens: 9000 } },
      [],
    ],
    [
      { budgetTokens: 9000, shown: true },
      { reasoning: 'reasoning' },
      { reasoning: { max_tokens: 9000, exclude: false } },
      [],
    ],
    [{ mode: 'adaptive' }, { reasoning: 'reasoning' }, { reasoning: { enabled: true } }, []],
    [{ effort: 'high' }, { reasoning: 'none' }, {}, ['output_config.effort']],
  ] as const)('asks to think by %j with %j', (...[reasoning, quirks, expected, dropped]) => {
    const { body, dropped: lost } = write({ reasoning }, quirks);
    const { reasoning_effort, reasoning: object, thinking } = body;
    expect(JSON.parse(JSON.stringify({ reasoning_effort, reasoning: object, thinking }))).toEqual(expected);
    expect(lost).toEqual(dropped);
  });

  it('makes a function of a free-text tool where there are none, for its calls too', () => {
    const call: Turn = {
      role: 'assistant',
      parts: [{ kind: 'tool_call', id: 'c', name: 't', arguments: 'ls', custom: true }],
    };
    const { body } = write({ tools: [{ kind: 'custom', name: 't' }], turns: [user, call] }, {}, ['custom_tools']);
    expect(body).toMatchObject({
      tools: [{ type: 'function', function: { name: 't', parameters: { required: ['input'] } } }],
      messages: [{}, { tool_calls: [{ type: 'function', function: { name: 't', arguments: '{"input":"ls"}' } }] }],
    });
  });

  it('asks for a search beside the tools, or by a plugin', () => {
    const tools = [
      { kind: 'builtin', tool: 'web_search', search: { contextSize: 'low' }, native: { type: 'web_search' } },
    ] as const;
    expect(write({ tools }).body).toMatchObject({ web_search_options: { search_context_size: 'low' } });
    expect(write({ tools }, { webSearch: 'plugins' }).body).toMatchObject({ plugins: [{ id: 'web' }] });
    expect(() => write({ tools }, {}, ['web_search'])).toThrow(WeirError);
  });

  it('drops what is lacking and may be dropped, refuses the rest, naming field and target', () => {
    const { body, dropped } = write({ sampling: { topK: 3, temperature: 0 } }, {}, ['top_k']);
    expect([body['top_k'], body['temperature'], dropped]).toEqual([undefined, 0, ['top_k']]);
    expect(() => write({ sampling: { stop: ['x'] } }, {}, ['stop'])).toThrow(
      'stop_sequences cannot be sent to real at Vendor.',
    );
    expect(write({ sampling: { logprobs: false, stop: [] } }, {}, ['logprobs', 'stop']).dropped).toEqual([]);
  });

  it('keeps fields of other dialects to itself', () => {
    const { body, dropped } = write({ native: { inference_geo: 'eu' } });
    expect([body['inference_geo'], dropped]).toEqual([undefined, ['inference_geo']]);
  });

  it('adds a vendor’s own fields, unless the client has them', () => {
    expect(write({}, { fields: { reasoning_format: 'parsed' } }).body['reasoning_format']).toBe('parsed');
    const own = { dialect: 'chat', native: { reasoning_format: 'raw' } } as const;
    expect(write(own, { fields: { reasoning_format: 'parsed' } }).body['reasoning_format']).toBe('raw');
  });
});
