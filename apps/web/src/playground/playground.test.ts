import { describe, expect, it } from 'vitest';
import { withChunk } from './answer-chunk.ts';
import { asCode } from './as-code.ts';
import {
  type Answer,
  asked,
  askedAgain,
  type Conversation,
  lastAnswer,
  noAnswerYet,
  openToolCalls,
  settled,
  withAnswer,
} from './conversation.ts';
import { draftKey, emptyDraft, readDraft, saveDraft } from './draft.ts';
import { eventData } from './event-stream.ts';
import { canConverse, type KnownModel } from './model-choices.ts';
import { areSendable, noParameters, parameterFault, parameterQuery, readParameters, toBody } from './parameters.ts';
import { type ChatRequest, type Setup, toRequest } from './to-request.ts';
import { readTools, sampleTools } from './tools.ts';

const setup: Setup = { system: '', parameters: noParameters, tools: [], toolChoice: 'auto' };
const hello = { kind: 'user', text: 'Hello', images: [] } as const;
const model = 'sandbox/fast';
const done = (fields: Partial<Answer>): Answer => ({ ...noAnswerYet, state: 'done', ...fields });
const call = { id: 'call_1', name: 'level', arguments: '{"at":"weir"}' };

describe('a stream', () => {
  const chunk = (delta: object, finish: string | null = null) => ({ choices: [{ delta, finish_reason: finish }] });
  const read = (...chunks: unknown[]) => chunks.reduce<Answer>(withChunk, noAnswerYet);

  it('adds up to text and thoughts', () => {
    const answer = read(
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'Hm.' }),
      chunk({ content: 'A ' }),
      chunk({ content: 'weir' }),
      chunk({}, 'stop'),
      { choices: [], usage: { prompt_tokens: 1 } },
    );
    expect(answer).toMatchObject({ text: 'A weir', reasoning: 'Hm.', finishReason: 'stop', toolCalls: [] });
  });

  it('puts calls of tools together, several at a time', () => {
    const part = (index: number, given: object, rest = {}) =>
      chunk({ tool_calls: [{ index, ...rest, function: given }] });
    const answer = read(
      part(0, { name: 'a', arguments: '' }, { id: '1' }),
      part(1, { name: 'b', arguments: '{' }, { id: '2' }),
      part(0, { arguments: '{"x":' }),
      part(0, { arguments: '1}' }),
      part(1, { arguments: '}' }),
    );
    expect(answer.toolCalls).toEqual([
      { id: '1', name: 'a', arguments: '{"x":1}' },
      { id: '2', name: 'b', arguments: '{}' },
    ]);
  });

  it('fails by an error in it, and is not moved by what is no chunk', () => {
    expect(
      read(chunk({ content: 'A' }), { error: { message: 'No.', code: null, type: 'server_error' } }),
    ).toMatchObject({
      state: 'failed',
      text: 'A',
      error: { code: 'server_error', message: 'No.' },
    });
    expect(read('nonsense', undefined, { choices: 3 })).toEqual(noAnswerYet);
  });

  it.each([1, 2, 3, 7, 1000])('is read alike however it is cut, here into %i bytes', async (size) => {
    const bytes = new TextEncoder().encode('data: é1\r\n\r\n: comment\n\ndata: two\ndata: lines\n\ndata: [DONE]');
    async function* cut(): AsyncIterable<Uint8Array> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    }
    const data: string[] = [];
    for await (const each of eventData(cut())) data.push(each);
    expect(data).toEqual(['é1', 'two\nlines', '[DONE]']);
  });
});

describe('a conversation', () => {
  it('as a request has what was said, and not what was cut', () => {
    const begun = withAnswer(asked([], hello, model), done({ text: 'Hi' }));
    const stopped = withAnswer(asked(begun, hello, model), { ...noAnswerYet, state: 'stopped', toolCalls: [call] });
    const request = toRequest(model, stopped, { ...setup, system: 'Be brief.' });
    expect(request).toEqual({
      model,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: 'Hello' },
      ],
    });
  });

  it('goes on with what tools answered', () => {
    const begun = withAnswer(asked([], hello, model), done({ toolCalls: [call] }));
    expect(openToolCalls(begun)).toEqual([call]);
    const next = asked(begun, { kind: 'results', results: { call_1: '1.2 m' } }, model);
    expect(openToolCalls(next)).toEqual([]);
    const { messages } = toRequest(model, next, setup);
    expect(messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'level', arguments: '{"at":"weir"}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '1.2 m' },
    ]);
  });

  it('carries pictures as parts', () => {
    const turn = { kind: 'user', text: 'What is it?', images: ['https://example.org/a.png'] } as const;
    expect(toRequest(model, [turn], setup).messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        ],
      },
    ]);
  });

  it('asks again for its last answer alone', () => {
    const begun = withAnswer(asked([], hello, model), done({ text: 'Hi' }));
    const again = askedAgain(begun, 'sandbox/smart');
    expect(again).toHaveLength(2);
    expect(again.at(-1)).toEqual({ kind: 'answer', model: 'sandbox/smart', answer: noAnswerYet });
  });

  it('that was left in the middle is stopped', () => {
    expect(lastAnswer(settled(asked([], hello, model)))?.state).toBe('stopped');
    expect(settled([])).toEqual([]);
  });
});

describe('parameters', () => {
  it('that are empty are not sent', () => {
    expect(toBody(noParameters)).toEqual({});
    const given = { ...noParameters, temperature: '0', maxTokens: '20', seed: '-7', stop: 'END\n\nSTOP' };
    expect(toBody(given)).toEqual({ temperature: 0, max_tokens: 20, seed: -7, stop: ['END', 'STOP'] });
    expect(toBody({ ...given, limitName: 'max_completion_tokens' })).toMatchObject({ max_completion_tokens: 20 });
  });

  it.each([
    ['temperature', '2.1', 'From 0 to 2.'],
    ['temperature', 'warm', 'Enter a number.'],
    ['topP', '1', undefined],
    ['maxTokens', '0', 'From 1 to 1000000.'],
    ['maxTokens', '1.5', 'Enter a whole number.'],
    ['seed', '12345678901234567890', 'Enter a whole number.'],
    ['seed', '', undefined],
  ] as const)('%s of %j: %s', (name, text, fault) => {
    expect(parameterFault(name, text)).toBe(fault);
    expect(areSendable({ ...noParameters, [name]: text })).toBe(fault === undefined);
  });

  it('travel in the URL and back', () => {
    const given = { ...noParameters, temperature: '0.5', limitName: 'max_completion_tokens', stop: 'a\nb' } as const;
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({
      ...parameterQuery('temperature', '0.5'),
      ...parameterQuery('stop', 'a\nb'),
    })) {
      query.set(name, value ?? '');
    }
    query.set('limit', 'max_completion_tokens');
    expect(readParameters(query)).toEqual(given);
    expect(parameterQuery('limitName', 'max_tokens')).toEqual({ limit: undefined });
  });
});

describe('tools', () => {
  it('are read, and none of nothing', () => {
    expect(readTools(' \n')).toEqual({ tools: [] });
    expect(readTools(sampleTools)).toMatchObject({ tools: [{ function: { name: 'get_weather' } }] });
  });

  it.each([
    ['{', /^This is not JSON/],
    ['{}', 'Tools are a list: [ ... ].'],
    ['[{"type":"tool","function":{"name":"a"}}]', 'Tool 1, type: must be "function".'],
    ['[{"type":"function","function":{"name":"a b"}}]', /^Tool 1, function\.name: takes letters/],
    [
      `[${['a', 'a'].map((name) => `{"type":"function","function":{"name":"${name}"}}`).join(',')}]`,
      'Two tools are called a.',
    ],
  ])('of %s are refused in words', (text, words) => {
    const read = readTools(text);
    expect('fault' in read ? read.fault : '').toMatch(words);
  });
});

describe('as code', () => {
  const request: ChatRequest = {
    model,
    messages: [{ role: 'user', content: 'It\'s a "weir"\n\\' }],
    temperature: 0,
    tools: [{ type: 'function', strict: true, function: { name: 'a', parameters: {} } }],
  };

  const program = { request, gatewayUrl: 'http://g' };

  it('is a shell command whose body is the request', () => {
    const body = /-d '([\s\S]*)'$/.exec(asCode('curl', program))?.[1]?.replaceAll(String.raw`'\''`, "'");
    expect(JSON.parse(body ?? '')).toEqual(request);
  });

  it('is TypeScript that means the request', () => {
    const literal = /create\(([\s\S]*)\);\nconsole/.exec(asCode('typescript', program))?.[1];
    expect(new Function(`return ${literal}`)()).toEqual(request);
  });

  it('is Python with its own words', () => {
    const code = asCode('python', { ...program, request: { ...request, seed: null } });
    expect(code).toContain('"strict": True');
    expect(code).toContain('seed=None');
    expect(code).toContain(String.raw`"content": "It's a \"weir\"\n\\"`);
  });
});

describe('models', () => {
  const known = (fields: Partial<KnownModel>): KnownModel => {
    return { provider: 'p', id: 'm', operations: ['chat'], deprecated: false, callable: true, ...fields };
  };

  it.each([
    [{}, true],
    [{ operations: ['messages'] }, true],
    [{ operations: [] }, true],
    [{ operations: ['embeddings'] }, false],
    [{ callable: false }, false],
    [{ deprecated: true }, false],
  ])('with %j: %s', (fields, can) => {
    expect(canConverse(known(fields))).toBe(can);
  });
});

describe('a draft', () => {
  const storage = (setItem: (key: string, value: string) => void, kept: Map<string, string>): Storage => ({
    ...{ length: 0, clear: () => kept.clear(), key: () => null, setItem },
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => void kept.delete(key),
  });

  it('comes back as it was, what was under way as stopped', () => {
    const kept = new Map<string, string>();
    const tab = storage((key, value) => void kept.set(key, value), kept);
    const conversation: Conversation = asked([], hello, model);
    const key = draftKey('o', 'p');
    saveDraft(tab, key, { ...emptyDraft, prompt: 'x', conversations: [conversation, []] });
    expect(readDraft(tab, key)).toEqual({ ...emptyDraft, prompt: 'x', conversations: [settled(conversation), []] });
    expect(readDraft(tab, draftKey('o', 'other'))).toEqual(emptyDraft);
    kept.set(key, '{"system":1}');
    expect(readDraft(tab, key)).toEqual(emptyDraft);
  });

  it('that has no room is not kept, and breaks nothing', () => {
    const kept = new Map([['k', 'old']]);
    const full = storage(() => {
      throw new DOMException('full', 'QuotaExceededError');
    }, kept);
    saveDraft(full, 'k', emptyDraft);
    expect(kept.size).toBe(0);
  });
});
