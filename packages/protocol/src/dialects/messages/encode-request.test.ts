import { describe, expect, it } from 'vitest';
import type { ChatRequest, Turn } from '../../canonical/chat-request.ts';
import type { Feature } from '../../canonical/features.ts';
import type { EncodeTarget } from '../../canonical/losses.ts';
import type { Part } from '../../canonical/part.ts';
import { encodeRequest } from './encode-request.ts';
import { messagesFor } from './messages.ts';

const asked: ChatRequest = {
  dialect: 'chat',
  model: 'asked',
  streaming: false,
  turns: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }],
  tools: [],
  sampling: {},
};

function encode(over: Partial<ChatRequest>, target: Partial<EncodeTarget> = {}) {
  return encodeRequest(
    { ...asked, ...over },
    { name: 'Anthropic', model: 'claude', signer: 'anthropic', lacks: new Set<Feature>(), ...target },
    {},
  );
}

function said(role: Turn['role'], ...parts: readonly (Part | string)[]): Turn {
  return { role, parts: parts.map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part)) };
}

const call = (id: string, text = '{}'): Part => ({ kind: 'tool_call', id, name: 'look', arguments: text });
const result = (callId: string): Part => ({ kind: 'tool_result', callId, parts: [{ kind: 'text', text: callId }] });
const tool = { kind: 'function', name: 'look', parameters: { type: 'object', properties: {} } } as const;

describe('turns of another dialect', () => {
  it('become alternating ones, all results of parallel calls in the one after them, first', () => {
    const { body } = encode({
      turns: [
        said('user', 'a'),
        said('assistant', 'b', call('1')),
        said('assistant', call('2')),
        said('tool', result('1')),
        said('tool', result('2')),
        said('user', 'c'),
      ],
    });
    expect(body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'text' }, { type: 'tool_use', id: '1' }, { type: 'tool_use', id: '2' }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: '1' },
          { type: 'tool_result', tool_use_id: '2' },
          { type: 'text', text: 'c' },
        ],
      },
    ]);
  });

  it('have their system words at the top, which is declared where they stood later', () => {
    const { body, dropped } = encode({
      turns: [said('system', 'a'), said('developer', 'b'), said('user', 'c'), said('system', 'd')],
    });
    expect(body['system']).toEqual(['a', 'b', 'd'].map((text) => ({ type: 'text', text })));
    expect(body['messages']).toHaveLength(1);
    expect(dropped).toEqual(['messages']);
    expect(encode({ turns: [said('system', 'a'), said('user', 'c')] }).dropped).toEqual([]);
  });

  it('leave out empty texts, and begin with the user', () => {
    const { body } = encode({ turns: [said('assistant', '', 'hello', ' \n')] });
    expect(body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: '.' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'hello' }] },
    ]);
  });

  it('lose the blanks at the end of an answer to be continued', () => {
    const { body } = encode({ turns: [said('user', 'a'), said('assistant', 'I think ')] });
    expect(body).toHaveProperty('messages.1.content.0.text', 'I think');
  });

  it('have names and ids in the alphabet of the API', () => {
    const { body } = encode({
      turns: [
        said('user', 'a'),
        said('assistant', { kind: 'tool_call', id: 'functions.look:0', name: 'maps.look', arguments: '{"a":1}' }),
        said('tool', result('functions.look:0')),
      ],
      tools: [{ ...tool, name: 'maps.look' }],
      toolChoice: { kind: 'one', name: 'maps.look' },
    });
    const id = 'functions-u002e-look-u003a-0';
    expect(body).toMatchObject({
      messages: [
        {},
        { content: [{ id, name: 'maps-u002e-look', input: { a: 1 } }] },
        { content: [{ tool_use_id: id }] },
      ],
      tools: [{ name: 'maps-u002e-look' }],
      tool_choice: { type: 'tool', name: 'maps-u002e-look' },
    });
  });

  it('keep arguments that are no JSON under the documented key', () => {
    const { body } = encode({
      turns: [said('user', 'a'), said('assistant', call('1', '{"a":')), said('tool', result('1'))],
    });
    expect(body).toHaveProperty('messages.1.content.0.input', { INVALID_JSON: '{"a":' });
  });

  it('give back reasoning with its own seal only', () => {
    const own = { origin: 'anthropic', value: 'sig' };
    const reasoning = (signature: typeof own): Part => ({ kind: 'reasoning', texts: ['a', 'b'], signature });
    const kept = encode({ turns: [said('user', 'x'), said('assistant', reasoning(own), 'y'), said('user', 'z')] });
    expect(kept.body).toHaveProperty('messages.1.content.0', {
      type: 'thinking',
      thinking: 'a\n\nb',
      signature: 'sig',
    });
    expect(kept.dropped).toEqual([]);
    const lost = encode({
      turns: [
        said('user', 'x'),
        said('assistant', reasoning({ origin: 'openai', value: 's' }), 'y'),
        said('user', 'z'),
      ],
    });
    expect(lost.body).toHaveProperty('messages.1.content.length', 1);
    expect(lost.dropped).toEqual(['messages.reasoning_details']);
    const redacted = { kind: 'reasoning', texts: [], signature: { origin: 'anthropic.redacted', value: 'd' } } as const;
    expect(encode({ turns: [said('user', 'x'), said('assistant', redacted), said('user', 'z')] }).body).toHaveProperty(
      'messages.1.content.0',
      { type: 'redacted_thinking', data: 'd' },
    );
  });
});

describe('tools of another dialect', () => {
  it('get the object that the API wants, without a union at its top', () => {
    const { body, dropped } = encode({
      tools: [
        { kind: 'function', name: 'a' },
        { kind: 'function', name: 'b', parameters: { properties: { x: {} } } },
        {
          kind: 'function',
          name: 'c',
          parameters: {
            anyOf: [
              { properties: { x: { type: 'string' }, y: {} }, required: ['x', 'y'] },
              { properties: { x: { type: 'number' } }, required: ['x'] },
            ],
          },
        },
      ],
    });
    expect(body['tools']).toMatchObject([
      { name: 'a', input_schema: { type: 'object', properties: {} } },
      { name: 'b', input_schema: { type: 'object', properties: { x: {} } } },
      { name: 'c', input_schema: { type: 'object', properties: { x: { type: 'string' }, y: {} }, required: ['x'] } },
    ]);
    expect(dropped).toEqual(['tools.function.parameters']);
  });

  it('are only those that may be called', () => {
    const { body } = encode({
      tools: [tool, { ...tool, name: 'other' }],
      toolChoice: { kind: 'allowed', mode: 'required', names: ['other'] },
      parallelToolCalls: false,
    });
    expect(body['tools']).toMatchObject([{ name: 'other' }]);
    expect(body['tool_choice']).toEqual({ type: 'any', disable_parallel_tool_use: true });
  });

  it('have no choice where there are none', () => {
    expect(encode({ toolChoice: { kind: 'auto' }, parallelToolCalls: false }).body).not.toHaveProperty('tool_choice');
  });

  it('of free text become a function of one string', () => {
    const { body, dropped } = encode({
      tools: [{ kind: 'custom', name: 'patch', format: { type: 'grammar', syntax: 'lark' } }],
      turns: [
        said('user', 'a'),
        said('assistant', { kind: 'tool_call', id: '1', name: 'patch', arguments: 'raw', custom: true }),
      ],
    });
    expect(body).toHaveProperty('tools.0.input_schema.required', ['input']);
    expect(body).toHaveProperty('messages.1.content.0.input', { input: 'raw' });
    expect(dropped).toEqual(['tools.custom']);
  });

  it('are strict only as far as the API compiles them', () => {
    const properties = Object.fromEntries(Array.from({ length: 25 }, (_, place) => [`p${place}`, {}]));
    const loose = { ...tool, strict: true, parameters: { type: 'object', properties } };
    expect(encode({ tools: [{ ...tool, strict: true }] }).body).toHaveProperty('tools.0.strict', true);
    const { body, dropped } = encode({ tools: [loose] });
    expect(body).not.toHaveProperty('tools.0.strict');
    expect(dropped).toEqual(['tools.function.strict']);
  });

  it('search the web by the words of this dialect', () => {
    const { body } = encode({
      tools: [{ kind: 'builtin', tool: 'web_search', search: { usesMax: 2, location: { country: 'DE' } }, native: {} }],
    });
    expect(body['tools']).toEqual([
      {
        type: 'web_search_20250305',
        name: 'web_search',
        max_uses: 2,
        user_location: { type: 'approximate', country: 'DE' },
      },
    ]);
  });
});

describe('the form of the answer', () => {
  it('is a closed schema without what the API refuses, told in words', () => {
    const { body, dropped } = encode({
      output: {
        kind: 'schema',
        schema: {
          type: 'object',
          properties: { age: { type: 'integer', minimum: 0, description: 'Years' }, properties: { type: 'string' } },
        },
      },
    });
    expect(body['output_config']).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: { age: { type: 'integer', description: 'Years {minimum: 0}' }, properties: { type: 'string' } },
        },
      },
    });
    expect(dropped).toEqual(['response_format']);
  });

  it('cannot be JSON of any schema', () => {
    expect(() => encode({ output: { kind: 'json' } })).toThrow(
      'response_format cannot be sent to claude at Anthropic.',
    );
  });
});

describe('length and thinking', () => {
  it('has a limit always: the client’s, the model’s, or the default', () => {
    expect(encode({}).body['max_tokens']).toBe(8192);
    expect(encode({}, { outputTokensMax: 64_000 }).body['max_tokens']).toBe(64_000);
    expect(encode({ sampling: { outputTokensMax: 5 } }).body['max_tokens']).toBe(5);
    const most = encode({ sampling: { outputTokensMax: 9000 } }, { outputTokensMax: 4096 });
    expect([most.body['max_tokens'], most.dropped]).toEqual([4096, ['max_completion_tokens']]);
  });

  it.each([
    [undefined, 16_384, 24_576],
    [20_000, 15_904, 20_000],
    [4000, 2000, 4000],
    [2048, 1024, 2048],
  ])('keeps the budget of high effort under a limit of %s', (outputTokensMax, budget, limit) => {
    const sampling = outputTokensMax === undefined ? {} : { outputTokensMax };
    const { body } = encode({ reasoning: { effort: 'high' }, sampling });
    expect(body['thinking']).toEqual({ type: 'enabled', budget_tokens: budget });
    expect(body['max_tokens']).toBe(limit);
  });

  it('gives thinking up where the limit, a forced call or unanswered thoughts leave no place for it', () => {
    const reasoning = { effort: 'high' } as const;
    const small = encode({ reasoning, sampling: { outputTokensMax: 2000 } });
    const forced = encode({ reasoning, tools: [tool], toolChoice: { kind: 'required' } });
    const loop = encode({
      reasoning,
      turns: [said('user', 'a'), said('assistant', call('1')), said('tool', result('1'))],
    });
    const prefilled = encode({ reasoning, turns: [said('user', 'a'), said('assistant', 'b')] });
    for (const { body, dropped } of [small, forced, loop, prefilled]) {
      expect(body).not.toHaveProperty('thinking');
      expect(dropped).toEqual(['reasoning_effort']);
    }
  });

  it('drops what does not go with it', () => {
    const sampling = { temperature: 0.2, topP: 0.5, topK: 3 };
    const { body, dropped } = encode({ dialect: 'generate_content', reasoning: { budgetTokens: 2000 }, sampling });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['temperature', 'top_p', 'top_k']));
    expect(dropped).toEqual(['generationConfig.temperature', 'generationConfig.topP', 'generationConfig.topK']);
  });

  it('ends the scale of temperature at 1, beside which there is no top_p', () => {
    const { body, dropped } = encode({ sampling: { temperature: 1.5, topP: 0.9 } });
    expect([body['temperature'], body['top_p'], dropped]).toEqual([1, undefined, ['temperature', 'top_p']]);
    expect(encode({ sampling: { temperature: 0.5, topP: 1 } }).dropped).toEqual([]);
  });
});

describe('marks for the cache', () => {
  it('are at most four, the earliest give way', () => {
    const marked = (text: string): Part => ({ kind: 'text', text, cache: { ttl: '1h' } });
    const { body, dropped } = encode({
      dialect: 'messages',
      tools: [{ ...tool, cache: {} }],
      turns: [
        said('system', marked('a')),
        said('user', marked('b'), { kind: 'tool_result', callId: '1', parts: [marked('c')], cache: {} }, marked('d')),
      ],
    });
    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(4);
    expect(body).not.toHaveProperty('tools.0.cache_control');
    expect(body).not.toHaveProperty('system.0.cache_control');
    expect(dropped).toEqual(['cache_control']);
  });
});

describe('what the dialect has no word for', () => {
  it('is dropped or refused by the table', () => {
    const { dropped } = encode({
      sampling: { seed: 1, frequencyPenalty: 1 },
      user: 'x'.repeat(257),
      native: { prediction: {} },
    });
    expect(dropped).toEqual(['seed', 'frequency_penalty', 'prediction', 'user']);
    expect(encode({ native: { safety_identifier: 'me' } })).toMatchObject({
      body: { metadata: { user_id: 'me' } },
      dropped: [],
    });
    expect(() => encode({ sampling: { n: 2 } })).toThrow(/^n cannot be sent/);
    expect(() => encode({ modalities: ['text', 'audio'] })).toThrow(/^modalities cannot be sent/);
    expect(() => encode({ turns: [said('user', { kind: 'native', type: 'x', value: {} })] })).toThrow(
      /^messages\.x cannot/,
    );
  });

  it('is nothing where a wish is none', () => {
    const sampling = { n: 1, frequencyPenalty: 0, logprobs: false, stop: [], topP: 1 };
    expect(encode({ sampling, metadata: {}, modalities: ['text'], store: false }).dropped).toEqual([]);
  });
});

describe('other hosts', () => {
  it('name model and stream elsewhere', () => {
    const { encodeRequest: write } = messagesFor({ version: 'bedrock-2023-05-31' });
    const target = { name: 'Bedrock', model: 'claude', lacks: new Set<Feature>() };
    const { body } = write({ ...asked, streaming: true }, target);
    expect(body).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 8192,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    });
  });
});
