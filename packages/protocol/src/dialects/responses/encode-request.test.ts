import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { ChatRequest } from '../../canonical/chat-request.ts';
import type { Feature } from '../../canonical/features.ts';
import { holdsForeignSeals } from '../../canonical/holds-foreign-seals.ts';
import type { EncodeTarget } from '../../canonical/losses.ts';
import { responses } from './responses.ts';
import { flatName } from './tool-names.ts';

function targetWith(over: Partial<EncodeTarget> = {}): EncodeTarget {
  return { name: 'OpenAI', model: 'm', signer: 'openai', lacks: new Set<Feature>(), ...over };
}

const asked: ChatRequest = {
  dialect: 'messages',
  model: 'claude',
  streaming: false,
  turns: [
    { role: 'user', parts: [{ kind: 'text', text: 'hi' }] },
    {
      role: 'assistant',
      parts: [
        { kind: 'reasoning', texts: ['secret'], signature: { origin: 'anthropic', value: 'x' } },
        { kind: 'reasoning', texts: ['plan'], summarized: true, signature: { origin: 'openai', value: 'mine' } },
        { kind: 'text', text: 'one' },
        { kind: 'tool_call', id: 'a', name: 'f', arguments: '{}' },
      ],
    },
    {
      role: 'user',
      parts: [
        { kind: 'tool_result', callId: 'a', parts: [{ kind: 'text', text: 'no' }], isError: true },
        { kind: 'text', text: 'go on' },
      ],
    },
  ],
  tools: [],
  sampling: {},
};

describe('a request of another dialect', () => {
  it('becomes items, with the reasoning that the target can read', () => {
    const { body, dropped } = responses.encodeRequest(asked, targetWith());
    expect(body['input']).toEqual([
      { type: 'message', role: 'user', content: 'hi' },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'plan' }], encrypted_content: 'mine' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'one', annotations: [] }] },
      { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output: 'no' },
      { type: 'message', role: 'user', content: 'go on' },
    ]);
    expect(dropped).toEqual(['messages.content.thinking', 'messages.content.is_error']);
  });

  it('is not kept, and asks for its reasoning sealed where the model has any', () => {
    expect(responses.encodeRequest(asked, targetWith()).body).toMatchObject({
      store: false,
      include: ['reasoning.encrypted_content'],
    });
    expect(responses.encodeRequest(asked, targetWith({ reasons: false })).body['include']).toBeUndefined();
  });

  it.each([
    [{ sampling: { stop: ['x'] } }, 'stop_sequences'],
    [{ sampling: { n: 2 } }, 'n'],
    [{ modalities: ['audio' as const] }, 'audio_output'],
  ])('is refused for %j, by its own name of the field', (over, field) => {
    expect(() => responses.encodeRequest({ ...asked, ...over }, targetWith())).toThrow(
      expect.objectContaining({ code: 'unsupported_capability', field }),
    );
  });

  it('goes without what may be dropped, and says so', () => {
    const sampling = { topK: 3, seed: 1, presencePenalty: 1, logitBias: { '5': 1 } };
    expect(responses.encodeRequest({ ...asked, sampling, turns: [] }, targetWith()).dropped).toEqual([
      'top_k',
      'seed',
      'presence_penalty',
      'logit_bias',
    ]);
  });

  it('goes on without the steps of tools that another vendor ran', () => {
    const step = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } };
    const turns: ChatRequest['turns'] = [
      {
        role: 'assistant',
        parts: [
          { kind: 'server_tool', tool: 'web_search', value: step },
          { kind: 'text', text: 'Found.' },
        ],
      },
    ];
    const { body, dropped } = responses.encodeRequest({ ...asked, turns }, targetWith());
    expect(body['input']).toMatchObject([{ type: 'message', content: [{ text: 'Found.' }] }]);
    expect(dropped).toEqual(['tools']);
  });

  it('has functions for free-text tools where the target has none, and says so of a grammar only', () => {
    const request: ChatRequest = {
      ...asked,
      turns: [
        { role: 'assistant', parts: [{ kind: 'tool_call', id: 'a', name: 'sh', arguments: 'ls', custom: true }] },
      ],
      tools: [{ kind: 'custom', name: 'sh' }],
    };
    const target = targetWith({ lacks: new Set<Feature>(['custom_tools']) });
    const { body, dropped } = responses.encodeRequest(request, target);
    expect(body).toMatchObject({
      input: [{ type: 'function_call', name: 'sh', arguments: '{"input":"ls"}' }],
      tools: [{ type: 'function', name: 'sh', parameters: { required: ['input'] } }],
    });
    expect(dropped).toEqual([]);
    const strict: ChatRequest = { ...request, tools: [{ kind: 'custom', name: 'sh', format: { type: 'grammar' } }] };
    expect(responses.encodeRequest(strict, target).dropped).toEqual(['custom_tools']);
  });
});

describe('reasoning that another vendor answered with', () => {
  const answer: ChatAnswer = {
    choices: [
      {
        parts: [
          { kind: 'reasoning', texts: ['hm'], signature: { origin: 'anthropic', value: 'x' } },
          { kind: 'reasoning', texts: ['unsealed'] },
          { kind: 'text', text: 'Hi.' },
        ],
      },
    ],
    ended: true,
  };
  const { output } = responses.encodeAnswer(answer, { callId: 'c1', createdAtSeconds: 1, model: 'm' });

  it('is known in the bytes of a later request, and does not go to OpenAI', () => {
    const body = { model: 'm', input: output };
    expect(holdsForeignSeals('responses', Buffer.from(JSON.stringify(body)))).toBe(true);
    const again = responses.encodeRequest(responses.parseRequest(body, {}), targetWith());
    expect(again.body['input']).toMatchObject([{ type: 'message' }]);
    expect(again.dropped).toEqual(['input.reasoning']);
    expect(holdsForeignSeals('responses', Buffer.from(JSON.stringify(again.body)))).toBe(false);
  });

  it('goes back to the vendor itself with its seal', () => {
    const request = responses.parseRequest({ model: 'm', input: output }, {});
    const { body } = responses.encodeRequest(request, targetWith({ signer: 'anthropic' }));
    expect(body['input']).toMatchObject([{ type: 'reasoning', encrypted_content: 'x' }, { type: 'message' }]);
  });
});

describe('names of tools in a namespace', () => {
  it('are flat, at most 64 characters long, and never the same for two tools', () => {
    expect(flatName('mcp__git', 'log')).toBe('mcp__git__log');
    const long = 'x'.repeat(70);
    const names = [flatName(long, 'a'), flatName(long, 'b')];
    expect(names.map((name) => name.length)).toEqual([64, 64]);
    expect(new Set(names).size).toBe(2);
  });
});

describe('a request that cannot be understood', () => {
  it.each([
    [{ input: 5 }, 'input'],
    [{ input: [5] }, 'input.0'],
    [{ input: [{ role: 'robot', content: 'x' }] }, 'input.0.role'],
    [{ input: [{ role: 'user', content: [{ type: 'hologram' }] }] }, 'input.0.content.0.type'],
    [{ input: [{ role: 'user', content: [{ type: 'input_text', text: 5 }] }] }, 'input.0.content.0.text'],
    [{ input: [{ role: 'user', content: [{ type: 'input_image' }] }] }, 'input.0.content.0.image_url'],
    [{ input: [{ type: 'function_call', name: 'f', arguments: '{}' }] }, 'input.0.call_id'],
    [{ input: [{ type: 'function_call_output', call_id: 'a', output: [{ type: 'x' }] }] }, 'input.0.output.0.type'],
    [{ input: 'x', tools: {} }, 'tools'],
    [{ input: 'x', tools: [{ type: 'function' }] }, 'tools.0.name'],
    [{ input: 'x', tools: [{ type: 'namespace', name: 'n', tools: [{ type: 'function' }] }] }, 'tools.0.tools.0.name'],
    [{ input: 'x', tool_choice: 5 }, 'tool_choice'],
    [{ input: 'x', temperature: 'hot' }, 'temperature'],
    [{ input: 'x', reasoning: { effort: 'much' } }, 'reasoning.effort'],
    [{ input: 'x', text: { format: { type: 'json_schema' } } }, 'text.format.schema'],
    [{ input: 'x', metadata: { a: 1 } }, 'metadata.a'],
    [{ input: 'x', include: [1] }, 'include.0'],
  ])('%j is refused at %s', (body, field) => {
    expect(() => responses.parseRequest({ model: 'm', ...body }, {})).toThrow(
      expect.objectContaining({ code: 'invalid_request', field }),
    );
  });
});
