import type { ChatRequest, Turn } from '@weir/protocol/canonical/chat-request';
import { WeirError } from '@weir/protocol/errors';
import { describe, expect, it } from 'vitest';
import { converse } from './converse.ts';
import { encodeConverse } from './encode-request.ts';

const claude = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const adaptive = 'global.anthropic.claude-opus-4-6-v1';
const nova = 'us.amazon.nova-2-lite-v1:0';
const llama = 'meta.llama3-8b-instruct-v1:0';

const hello: Turn = { role: 'user', parts: [{ kind: 'text', text: 'Hello' }] };

function ask(over: Partial<ChatRequest>, model = claude) {
  const request: ChatRequest = {
    dialect: 'chat',
    model: 'any',
    streaming: false,
    turns: [hello],
    tools: [],
    sampling: {},
    ...over,
  };
  return encodeConverse(request, { name: 'Amazon Bedrock', model });
}

function refusedField(over: Partial<ChatRequest>, model = claude): string | undefined {
  try {
    ask(over, model);
  } catch (error) {
    if (error instanceof WeirError && error.code === 'unsupported_capability') return error.field;
    throw error;
  }
  return undefined;
}

const tool = { kind: 'function', name: 'depth', parameters: { type: 'object', properties: {} } } as const;
const call: Turn = {
  role: 'assistant',
  parts: [{ kind: 'tool_call', id: 'call_1', name: 'depth', arguments: '{"lake":"Ostrava"}' }],
};
const result: Turn = {
  role: 'tool',
  parts: [{ kind: 'tool_result', callId: 'call_1', parts: [{ kind: 'text', text: '41' }], isError: true }],
};

describe('a conversation in the words of Converse', () => {
  it('has its system prompt apart, and turns of one side in a row as one message', () => {
    const { body, dropped } = ask({
      turns: [
        { role: 'system', parts: [{ kind: 'text', text: 'Be brief.', cache: { ttl: '1h' } }] },
        hello,
        { role: 'user', parts: [{ kind: 'text', text: ' ' }] },
        call,
        result,
        { role: 'user', parts: [{ kind: 'text', text: 'And?' }] },
      ],
      tools: [tool],
      cache: {},
    });
    expect(dropped).toEqual([]);
    expect(body['system']).toEqual([{ text: 'Be brief.' }, { cachePoint: { type: 'default', ttl: '1h' } }]);
    expect(body['messages']).toEqual([
      { role: 'user', content: [{ text: 'Hello' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'call_1', name: 'depth', input: { lake: 'Ostrava' } } }] },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'call_1', content: [{ text: '41' }], status: 'error' } },
          { text: 'And?' },
          { cachePoint: { type: 'default' } },
        ],
      },
    ]);
  });

  it('moves a later system message to the front, and says so', () => {
    const later: Turn = { role: 'developer', parts: [{ kind: 'text', text: 'Be brief.' }] };
    const { body, dropped } = ask({ turns: [hello, later] });
    expect(body['system']).toEqual([{ text: 'Be brief.' }]);
    expect(dropped).toEqual(['messages']);
  });

  it('gives calls and results the same id, whatever the client called them', () => {
    const id = `call/with:${'x'.repeat(80)}`;
    for (const [model, shape] of [
      [claude, /^[a-zA-Z0-9_-]{1,64}$/],
      ['mistral.mistral-large-2407-v1:0', /^[a-zA-Z0-9]{9}$/],
    ] as const) {
      const turns: Turn[] = [
        { role: 'assistant', parts: [{ kind: 'tool_call', id, name: 'depth', arguments: '' }] },
        { role: 'tool', parts: [{ kind: 'tool_result', callId: id, parts: [] }] },
      ];
      const text = JSON.stringify(ask({ turns, tools: [tool] }, model).body['messages']);
      const ids = [...text.matchAll(/"toolUseId":"([^"]*)"/g)].map(([, found]) => found);
      expect(ids).toHaveLength(2);
      expect(ids[0]).toBe(ids[1]);
      expect(ids[0]).toMatch(shape);
    }
  });

  it('keeps arguments that are no JSON', () => {
    const turns: Turn[] = [
      hello,
      { role: 'assistant', parts: [{ kind: 'tool_call', id: 'a', name: 'depth', arguments: '{"lake' }] },
    ];
    expect(ask({ turns, tools: [tool] }).body['messages']).toMatchObject([
      {},
      { content: [{ toolUse: { input: { INVALID_JSON: '{"lake' } } }] },
    ]);
  });
});

describe('pictures and files in the words of Converse', () => {
  it('are bytes or places in S3, documents under names that are taken and apart', () => {
    const { body } = ask({
      turns: [
        {
          role: 'user',
          parts: [
            { kind: 'text', text: 'Compare.' },
            { kind: 'image', source: { kind: 'base64', data: 'aW1n', mediaType: 'image/jpg' } },
            { kind: 'image', source: { kind: 'url', url: 's3://bucket/lake.png' } },
            {
              kind: 'document',
              source: { kind: 'base64', data: 'cGRm', mediaType: 'application/pdf' },
              filename: 'Lakes_(2026).pdf',
              citations: true,
              context: 'depths',
            },
            { kind: 'document', source: { kind: 'text', text: 'Ostrava: 41 m' }, filename: 'Lakes_(2026).txt' },
            { kind: 'document', source: { kind: 'parts', parts: [{ kind: 'text', text: 'a' }] } },
            { kind: 'video', source: { kind: 'base64', data: 'bXA0', mediaType: 'video/mp4' } },
          ],
        },
      ],
    });
    expect(body['messages']).toMatchObject([
      {
        content: [
          { text: 'Compare.' },
          { image: { format: 'jpeg', source: { bytes: 'aW1n' } } },
          { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/lake.png' } } } },
          {
            document: {
              name: 'Lakes-(2026)',
              format: 'pdf',
              source: { bytes: 'cGRm' },
              citations: { enabled: true },
              context: 'depths',
            },
          },
          { document: { name: 'Lakes-(2026) 2', format: 'txt', source: { bytes: 'T3N0cmF2YTogNDEgbQ==' } } },
          { document: { name: 'document', format: 'txt', source: { content: [{ text: 'a' }] } } },
          { video: { format: 'mp4', source: { bytes: 'bXA0' } } },
        ],
      },
    ]);
  });

  it('by URL or by a vendor’s id are refused, naming the field', () => {
    const shown = (url: string): Partial<ChatRequest> => ({
      turns: [{ role: 'user', parts: [{ kind: 'image', source: { kind: 'url', url } }] }],
    });
    expect(refusedField(shown('https://example.org/lake.png'))).toBe('messages.content.image_url');
    const held: Turn = { role: 'user', parts: [{ kind: 'document', source: { kind: 'file', id: 'file-1' } }] };
    expect(refusedField({ turns: [held] })).toBe('messages.content.file.file_id');
  });
});

describe('tools in the words of Converse', () => {
  it('go out with the choice among them', () => {
    const custom = { kind: 'custom', name: 'shell' } as const;
    const { body } = ask({ tools: [{ ...tool, strict: true, cache: {} }, custom], toolChoice: { kind: 'required' } });
    expect(body['toolConfig']).toMatchObject({
      tools: [
        { toolSpec: { name: 'depth', inputSchema: { json: tool.parameters }, strict: true } },
        { cachePoint: { type: 'default' } },
        { toolSpec: { name: 'shell' } },
      ],
      toolChoice: { any: {} },
    });
    expect(ask({ tools: [tool], toolChoice: { kind: 'one', name: 'depth' } }).body['toolConfig']).toMatchObject({
      toolChoice: { tool: { name: 'depth' } },
    });
    const some = { kind: 'allowed', mode: 'auto', names: ['depth'] } as const;
    expect(ask({ tools: [custom, tool], toolChoice: some }).body['toolConfig']).toMatchObject({
      tools: [{ toolSpec: { name: 'depth' } }],
      toolChoice: { auto: {} },
    });
  });

  it('that may not be called stay away, unless the conversation speaks of them', () => {
    const none = { kind: 'none' } as const;
    const alone = ask({ tools: [tool], toolChoice: none });
    expect(alone.body).not.toHaveProperty('toolConfig');
    expect(alone.dropped).toEqual([]);
    const { body, dropped } = ask({ turns: [hello, call, result], tools: [tool], toolChoice: none });
    expect(body['toolConfig']).toEqual({
      tools: [{ toolSpec: { name: 'depth', inputSchema: { json: tool.parameters } } }],
    });
    expect(dropped).toEqual(['tool_choice']);
  });

  it('of other vendors are refused, but for those that Amazon has too', () => {
    const search = { kind: 'builtin', tool: 'web_search', native: {} } as const;
    expect(refusedField({ tools: [search] })).toBe('web_search_options');
    expect(ask({ tools: [search] }, nova).body['toolConfig']).toEqual({
      tools: [{ systemTool: { name: 'nova_grounding' } }],
    });
  });

  it('get their own names back in the answer', () => {
    const name = 'lake.depth';
    const request: ChatRequest = {
      dialect: 'chat',
      model: 'any',
      streaming: false,
      turns: [hello],
      tools: [{ kind: 'function', name }],
      sampling: {},
    };
    const upstream = converse(request, claude);
    const sent = JSON.parse(upstream.toHttp(request, { model: claude, baseUrl: 'https://b' }).http.body.toString());
    const called = sent.toolConfig.tools[0].toolSpec.name;
    expect(called).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    const content = [{ toolUse: { toolUseId: 'a', name: called, input: {} } }];
    const body = { output: { message: { role: 'assistant', content } }, stopReason: 'tool_use' };
    expect(upstream.fromBody(Buffer.from(JSON.stringify(body)))).toContainEqual({
      type: 'open',
      choice: 0,
      index: 0,
      part: { kind: 'tool_call', id: 'a', name, arguments: '' },
    });
  });
});

describe('settings in the words of Converse', () => {
  it('go where each model takes them', () => {
    const sampling = { outputTokensMax: 100, temperature: 0.5, topP: 0.9, topK: 20, stop: ['END'] };
    const { body } = ask({ sampling, serviceTier: 'flex', metadata: { team: 'lakes' }, streaming: true });
    expect(body).toMatchObject({
      inferenceConfig: { maxTokens: 100, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
      additionalModelRequestFields: { top_k: 20 },
      additionalModelResponseFieldPaths: ['/delta/stop_sequence'],
      serviceTier: { type: 'flex' },
      requestMetadata: { team: 'lakes' },
    });
    expect(ask({ sampling }, nova).body).toMatchObject({
      additionalModelRequestFields: { inferenceConfig: { topK: 20 } },
    });
    expect(ask({ sampling }, llama)).toMatchObject({ body: { inferenceConfig: {} }, dropped: ['top_k'] });
  });

  it('name a schema for the answer, and refuse bare JSON', () => {
    const output = { kind: 'schema', name: 'lake', schema: { type: 'object' } } as const;
    expect(ask({ output }).body['outputConfig']).toEqual({
      textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: '{"type":"object"}', name: 'lake' } } },
    });
    expect(refusedField({ output: { kind: 'json' } })).toBe('response_format');
  });

  it('say how much to think as each family is told it', () => {
    const thinking = (over: Partial<ChatRequest>, model: string): unknown =>
      ask(over, model).body['additionalModelRequestFields'];
    const high: Partial<ChatRequest> = { reasoning: { effort: 'high' } };
    expect(thinking(high, claude)).toEqual({ thinking: { type: 'enabled', budget_tokens: 16_384 } });
    expect(thinking({ ...high, sampling: { outputTokensMax: 4000 } }, claude)).toEqual({
      thinking: { type: 'enabled', budget_tokens: 2000 },
    });
    expect(thinking(high, adaptive)).toEqual({ thinking: { type: 'adaptive' }, output_config: { effort: 'high' } });
    expect(thinking(high, nova)).toEqual({ reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } });
    expect(thinking(high, 'openai.gpt-oss-120b-1:0')).toEqual({ reasoning_effort: 'high' });
    expect(ask(high, llama)).toMatchObject({ dropped: ['reasoning_effort'] });
    expect(thinking({ reasoning: { effort: 'none' } }, claude)).toBeUndefined();
    const forced: Partial<ChatRequest> = { ...high, tools: [tool], toolChoice: { kind: 'required' } };
    expect(ask(forced)).toMatchObject({ dropped: ['reasoning_effort'] });
  });

  it('leave out sampling that Claude refuses while it thinks', () => {
    const { body, dropped } = ask({ reasoning: { effort: 'low' }, sampling: { temperature: 0.2, topK: 5 } });
    expect(body['inferenceConfig']).toEqual({ maxTokens: 2048 + 8192 });
    expect(dropped).toEqual(['temperature', 'top_k']);
  });

  it('hand seals back to those who made them', () => {
    const sealed = (origin: string): Turn => ({
      role: 'assistant',
      parts: [
        { kind: 'reasoning', texts: ['Hm.'], signature: { origin, value: 'seal' } },
        { kind: 'text', text: 'Hello.' },
      ],
    });
    const content = (turn: Turn, model: string): unknown => ask({ turns: [turn] }, model).body['messages'];
    expect(content(sealed('anthropic'), claude)).toMatchObject([
      { content: [{ reasoningContent: { reasoningText: { text: 'Hm.', signature: 'seal' } } }, { text: 'Hello.' }] },
    ]);
    expect(content(sealed('anthropic.redacted'), claude)).toMatchObject([
      { content: [{ reasoningContent: { redactedContent: 'c2VhbA==' } }, { text: 'Hello.' }] },
    ]);
    for (const [origin, model] of [
      ['openai', claude],
      ['anthropic', nova],
    ] as const) {
      expect(content(sealed(origin), model)).toEqual([{ role: 'assistant', content: [{ text: 'Hello.' }] }]);
      expect(ask({ turns: [sealed(origin)] }, model).dropped).toEqual(['messages.reasoning_details']);
    }
  });
});

describe('a request to Bedrock', () => {
  it('names the model in its path, encoded, and streams at a path of its own', () => {
    const url = (model: string, streaming: boolean): string => {
      const request: ChatRequest = { dialect: 'chat', model, streaming, turns: [hello], tools: [], sampling: {} };
      return converse(request, model).toHttp(request, { model, baseUrl: 'https://host/' }).http.url;
    };
    expect(url(claude, false)).toBe('https://host/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse');
    expect(url('arn:aws:bedrock:eu-west-1:1:inference-profile/x', true)).toBe(
      'https://host/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Fx/converse-stream',
    );
  });
});
