import { describe, expect, it } from 'vitest';
import { convertibleChat } from './chat-request.ts';
import { toMessages } from './to-messages.ts';

const model = 'anthropic/claude-sonnet-4-5';
const hello = { role: 'user', content: 'Hello' };

function converted(chat: object) {
  return toMessages(convertibleChat.parse({ model, messages: [hello], ...chat }));
}

describe('a chat completion as Messages', () => {
  it('brings the limit that Messages demands, and the one that was given', () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
    expect(converted({})).toEqual({ model, max_tokens: 4096, messages });
    expect(converted({ max_tokens: 7 })).toMatchObject({ max_tokens: 7 });
    expect(converted({ max_tokens: 7, max_completion_tokens: 9 })).toMatchObject({ max_tokens: 9 });
  });

  it('brings parameters under their own names', () => {
    const given = { stream: true, temperature: 0, top_p: 0.5, stop: 'END' };
    expect(converted(given)).toMatchObject({ stream: true, temperature: 0, top_p: 0.5, stop_sequences: ['END'] });
  });

  it('puts what the system and the developer say in front', () => {
    const messages = [{ role: 'system', content: 'Be brief.' }, { role: 'developer', content: 'In rhyme.' }, hello];
    expect(converted({ messages })).toMatchObject({
      system: 'Be brief.\n\nIn rhyme.',
      messages: [{ role: 'user' }],
    });
  });

  it('refuses a system message amid the others rather than move it', () => {
    const messages = [hello, { role: 'system', content: 'Be brief.' }];
    expect(() => converted({ messages })).toThrow('at the beginning only');
  });

  it('brings images, inline and by address', () => {
    const content = [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
    ];
    expect(converted({ messages: [{ role: 'user', content }] })).toMatchObject({
      messages: [
        {
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
            { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } },
          ],
        },
      ],
    });
  });

  it('brings calls of tools and their results, in alternating turns', () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'level', arguments: '{"at":"weir"}' } });
    const messages = [
      hello,
      { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
      { role: 'tool', tool_call_id: 'a', content: '1 m' },
      { role: 'tool', tool_call_id: 'b', content: '2 m' },
      { role: 'user', content: 'And now?' },
    ];
    const use = (id: string) => ({ type: 'tool_use', id, name: 'level', input: { at: 'weir' } });
    const result = (id: string, content: string) => ({ type: 'tool_result', tool_use_id: id, content });
    expect(converted({ messages })).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [use('a'), use('b')] },
        { role: 'user', content: [result('a', '1 m'), result('b', '2 m'), { type: 'text', text: 'And now?' }] },
      ],
    });
  });

  it.each([
    ['auto', undefined, { type: 'auto' }],
    ['required', undefined, { type: 'any' }],
    ['none', undefined, { type: 'none' }],
    [{ type: 'function', function: { name: 'level' } }, undefined, { type: 'tool', name: 'level' }],
    [undefined, false, { type: 'auto', disable_parallel_tool_use: true }],
  ])('brings tools and the choice %j, parallel %j', (choice, isParallel, expected) => {
    const parameters = { type: 'object', properties: { at: { type: 'string' } } };
    const tools = [{ type: 'function', function: { name: 'level', description: 'Tells it.', parameters } }];
    const given = {
      tools,
      ...(choice === undefined ? {} : { tool_choice: choice }),
      ...(isParallel === undefined ? {} : { parallel_tool_calls: isParallel }),
    };
    expect(converted(given)).toMatchObject({
      tools: [{ name: 'level', description: 'Tells it.', input_schema: parameters }],
      tool_choice: expected,
    });
  });

  it('refuses what has no counterpart, by its name', () => {
    expect(convertibleChat.safeParse({ model, messages: [hello], seed: 7 }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['seed'] },
    ]);
    const broken = { id: 'a', type: 'function', function: { name: 'level', arguments: '{' } };
    expect(() => converted({ messages: [hello, { role: 'assistant', tool_calls: [broken] }] })).toThrow('level');
  });
});
