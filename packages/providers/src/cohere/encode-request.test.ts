import type { ChatRequest, Turn } from '@weir/protocol/canonical/chat-request';
import { WeirError } from '@weir/protocol/errors';
import { describe, expect, it } from 'vitest';
import { cohereChat } from './chat.ts';
import { encodeCohere } from './encode-request.ts';

const hello: Turn = { role: 'user', parts: [{ kind: 'text', text: 'Hello' }] };
const thinker = 'command-a-reasoning-08-2025';

function ask(over: Partial<ChatRequest>, model = 'command-a-03-2025') {
  const request: ChatRequest = {
    dialect: 'chat',
    model: 'any',
    streaming: false,
    turns: [hello],
    tools: [],
    sampling: {},
    ...over,
  };
  return encodeCohere(request, { name: 'Cohere', model });
}

function refusedField(over: Partial<ChatRequest>): string | undefined {
  try {
    ask(over);
  } catch (error) {
    if (error instanceof WeirError && error.code === 'unsupported_capability') return error.field;
    throw error;
  }
  return undefined;
}

const tool = { kind: 'function', name: 'depth', description: 'How deep.', strict: true } as const;
const thought: Turn = {
  role: 'assistant',
  parts: [
    { kind: 'reasoning', texts: ['Two', 'lakes.'] },
    { kind: 'tool_call', id: 'c1', name: 'depth', arguments: '' },
  ],
};

describe('a conversation in the words of Cohere', () => {
  it('has tools’ results in messages of their own, before what the user says besides', () => {
    const results: Turn = {
      role: 'user',
      parts: [
        { kind: 'tool_result', callId: 'c1', parts: [{ kind: 'text', text: '41' }] },
        { kind: 'tool_result', callId: 'c2', parts: [], isError: true },
        { kind: 'text', text: 'And?' },
      ],
    };
    const system: Turn = { role: 'developer', parts: [{ kind: 'text', text: 'Be brief.' }] };
    const { body, dropped } = ask({ turns: [system, hello, thought, results], tools: [tool] });
    expect(body['messages']).toEqual([
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      {
        role: 'assistant',
        tool_plan: 'Two\n\nlakes.',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'depth', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: '41' }] },
      { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: '(no output)' }] },
      { role: 'user', content: [{ type: 'text', text: 'And?' }] },
    ]);
    expect(dropped).toEqual(['tool_result_error']);
  });

  it('gives thoughts back to models that think, and says where they are left out', () => {
    expect(ask({ turns: [thought] }, thinker).body['messages']).toMatchObject([
      { content: [{ type: 'thinking', thinking: 'Two\n\nlakes.' }] },
    ]);
    const alone: Turn = {
      role: 'assistant',
      parts: [
        { kind: 'reasoning', texts: ['Hm.'] },
        { kind: 'text', text: 'Hi.' },
      ],
    };
    expect(ask({ turns: [alone] })).toMatchObject({
      body: { messages: [{ content: [{ type: 'text', text: 'Hi.' }] }] },
      dropped: ['messages.reasoning_details'],
    });
    const sealed: Turn = {
      role: 'assistant',
      parts: [
        { kind: 'reasoning', texts: [], signature: { origin: 'openai', value: 'seal' } },
        { kind: 'text', text: 'Hi.' },
      ],
    };
    expect(ask({ turns: [sealed] }, thinker).dropped).toEqual(['messages.reasoning_details']);
  });

  it('has pictures in the message and texts to be cited beside it', () => {
    const { body } = ask({
      turns: [
        {
          role: 'user',
          parts: [
            { kind: 'image', source: { kind: 'base64', data: 'aW1n', mediaType: 'image/png' }, detail: 'low' },
            { kind: 'document', source: { kind: 'text', text: 'Ostrava: 41 m' }, filename: 'Depths' },
            { kind: 'text', text: 'How deep?' },
          ],
        },
      ],
    });
    expect(body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/png;base64,aW1n', detail: 'low' } },
          { type: 'text', text: 'How deep?' },
        ],
      },
    ]);
    expect(body['documents']).toEqual([{ id: 'document-0', data: { title: 'Depths', text: 'Ostrava: 41 m' } }]);
  });

  it('refuses files and sounds, naming the field', () => {
    const pdf = { kind: 'base64', data: 'cGRm', mediaType: 'application/pdf' } as const;
    expect(refusedField({ turns: [{ role: 'user', parts: [{ kind: 'document', source: pdf }] }] })).toBe(
      'messages.content.file',
    );
    const wav = { kind: 'base64', data: 'YQ==', mediaType: 'audio/wav' } as const;
    expect(refusedField({ turns: [{ role: 'user', parts: [{ kind: 'audio', source: wav }] }] })).toBe(
      'messages.content.input_audio',
    );
    expect(refusedField({ sampling: { n: 2 } })).toBe('n');
    expect(refusedField({ sampling: { logprobs: true } })).toBe('logprobs');
  });
});

describe('tools and settings in the words of Cohere', () => {
  it('show only the tools that may be called', () => {
    const other = { kind: 'custom', name: 'shell' } as const;
    const parameters = { type: 'object', properties: {} };
    const shown = { type: 'function', function: { name: 'depth', description: 'How deep.', parameters } };
    expect(ask({ tools: [tool, other], toolChoice: { kind: 'one', name: 'depth' } }).body).toMatchObject({
      tools: [shown],
      tool_choice: 'REQUIRED',
      strict_tools: true,
    });
    const some = { kind: 'allowed', mode: 'auto', names: ['depth'] } as const;
    expect(ask({ tools: [tool, other], toolChoice: some }).body['tools']).toEqual([shown]);
    expect(ask({ tools: [tool], toolChoice: { kind: 'none' } }).body).toMatchObject({ tool_choice: 'NONE' });
    expect(ask({ tools: [tool, other] })).toMatchObject({ dropped: ['tools.function.strict'] });
  });

  it('go under the vendor’s names, within its bounds', () => {
    const sampling = {
      outputTokensMax: 9,
      temperature: 0.5,
      topP: 1,
      topK: 3,
      seed: 7,
      stop: ['END'],
      frequencyPenalty: 0.5,
      presencePenalty: -1,
    };
    const output = { kind: 'schema', schema: { type: 'object' } } as const;
    expect(ask({ sampling, output, streaming: true, user: 'u' })).toEqual({
      body: {
        model: 'command-a-03-2025',
        stream: true,
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
        response_format: { type: 'json_object', json_schema: { type: 'object' } },
        max_tokens: 9,
        temperature: 0.5,
        p: 0.99,
        k: 3,
        seed: 7,
        stop_sequences: ['END'],
        frequency_penalty: 0.5,
      },
      dropped: ['user', 'presence_penalty'],
    });
  });

  it('say how much to think to models that do', () => {
    const thinking = (reasoning: ChatRequest['reasoning'] & object): unknown =>
      ask({ reasoning }, thinker).body['thinking'];
    expect(thinking({ effort: 'medium' })).toEqual({ type: 'enabled', token_budget: 8192 });
    expect(thinking({ budgetTokens: 500 })).toEqual({ type: 'enabled', token_budget: 500 });
    expect(thinking({ effort: 'none' })).toEqual({ type: 'disabled' });
    expect(ask({ reasoning: { effort: 'low' } })).toMatchObject({ dropped: ['reasoning_effort'] });
    expect(ask({ reasoning: { mode: 'disabled' } })).toMatchObject({ dropped: [] });
  });

  it('go to version 2, whatever version the base URL has', () => {
    const request: ChatRequest = {
      dialect: 'chat',
      model: 'm',
      streaming: true,
      turns: [hello],
      tools: [],
      sampling: {},
    };
    for (const baseUrl of ['https://api.cohere.com', 'https://api.cohere.com/v2/', 'https://api.cohere.com/v1']) {
      const { http } = cohereChat.toHttp(request, { model: 'm', baseUrl });
      expect(http.url).toBe('https://api.cohere.com/v2/chat');
      expect(http.headers['accept']).toBe('text/event-stream');
    }
  });
});
