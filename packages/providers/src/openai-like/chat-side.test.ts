import type { ChatRequest, Turn } from '@weir/protocol/canonical/chat-request';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject } from '@weir/protocol/json-read';
import { readTraffic } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { openaiChatSide } from '../openai/openai-chat.ts';
import { provider } from '../registry.ts';
import { chatSideUpstream } from './chat-side.ts';

type Sent = { readonly url: string; readonly body: JsonObject; readonly dropped: readonly string[] };

function send(id: string, model: string, request: ChatRequest): Sent {
  const { chat, baseUrl = 'https://host.example/v1' } = provider(id) ?? {};
  const upstream =
    id === 'openai'
      ? chatSideUpstream({ id, name: 'OpenAI', streamEnd: 'done' }, openaiChatSide(model, request))
      : chat?.(request, model);
  if (upstream === undefined) throw new Error(`no chat at ${id}`);
  const { http, dropped } = upstream.toHttp(request, { model, baseUrl });
  return { url: http.url, body: asObject(JSON.parse(http.body.toString())) ?? {}, dropped };
}

const user: Turn = { role: 'user', parts: [{ kind: 'text', text: 'hi' }] };
const thought: Turn = {
  role: 'assistant',
  parts: [
    { kind: 'reasoning', texts: ['why'] },
    { kind: 'tool_call', id: 'toolu_1', name: 'f', arguments: '{}' },
  ],
};
const result: Turn = {
  role: 'tool',
  parts: [{ kind: 'tool_result', callId: 'toolu_1', parts: [{ kind: 'text', text: '1' }] }],
};
const base: ChatRequest = {
  dialect: 'messages',
  model: 'asked',
  streaming: true,
  turns: [user],
  tools: [],
  sampling: { outputTokensMax: 9 },
};

describe('the chat side of vendors', () => {
  it.each([
    [
      'groq',
      'openai/gpt-oss-120b',
      { reasoning_effort: 'high', max_completion_tokens: 9, messages: [{}, { reasoning: 'why' }, {}] },
    ],
    ['groq', 'qwen/qwen3-32b', { reasoning_format: 'parsed' }],
    ['cerebras', 'gpt-oss-120b', { reasoning_effort: 'high', messages: [{}, { reasoning: 'why' }, {}] }],
    ['deepinfra', 'x', { reasoning_effort: 'high', max_tokens: 9, messages: [{}, { reasoning_content: 'why' }, {}] }],
    [
      'mistral',
      'mistral-small-latest',
      { reasoning_effort: 'high', max_tokens: 9, messages: [{}, { content: [{ type: 'thinking' }] }, {}] },
    ],
    ['xai', 'grok-4.5', { reasoning_effort: 'high' }],
    [
      'deepseek',
      'deepseek-v4-pro',
      { thinking: { type: 'enabled' }, reasoning_effort: 'high', messages: [{}, { reasoning_content: 'why' }, {}] },
    ],
    ['together', 'openai/gpt-oss-120b', { reasoning_effort: 'high', messages: [{}, { reasoning: 'why' }, {}] }],
    ['together', 'zai-org/GLM-4.6', { reasoning: { enabled: true } }],
    ['fireworks', 'x', { reasoning_effort: 'high', messages: [{}, { reasoning_content: 'why' }, {}] }],
    [
      'openrouter',
      'x',
      {
        reasoning: { effort: 'high' },
        messages: [{}, { reasoning_details: [{ type: 'reasoning.text', text: 'why' }] }, {}],
      },
    ],
    [
      'openai-compatible',
      'x',
      { reasoning_effort: 'high', max_tokens: 9, messages: [{}, { reasoning_content: 'why' }, {}] },
    ],
    ['openai', 'gpt-5', { reasoning_effort: 'high', max_completion_tokens: 9 }],
  ])('%s takes effort and earlier reasoning for %s in its own words', (id, model, expected) => {
    // At xAI, reasoning that is replayed goes by Responses.
    const turns = id === 'xai' ? [user] : [user, thought, result];
    const { body } = send(id, model, { ...base, turns, reasoning: { effort: 'high' } });
    expect(body).toMatchObject({ model, ...expected });
  });

  it('does not tell a model how to think that cannot be told', () => {
    for (const [id, model] of [
      ['groq', 'llama-3.3-70b-versatile'],
      ['cerebras', 'llama3.1-8b'],
      ['mistral', 'magistral-medium-latest'],
      ['xai', 'grok-3'],
      ['perplexity', 'sonar'],
    ] as const) {
      const { body, dropped } = send(id, model, { ...base, reasoning: { effort: 'high' } });
      expect(body, id).not.toHaveProperty('reasoning_effort');
      expect(dropped, id).toEqual(['output_config.effort']);
    }
  });

  it('asks Mistral for no usage, and gives it ids of nine letters and digits', () => {
    const { body } = send('mistral', 'm', { ...base, turns: [user, thought, result] });
    expect(body).not.toHaveProperty('stream_options');
    expect(JSON.stringify(body['messages'])).toMatch(/"tool_call_id":"[a-zA-Z0-9]{9}"/);
  });

  it('reaches Perplexity right under its host', () => {
    expect(send('perplexity', 'sonar', base).url).toBe('https://api.perplexity.ai/chat/completions');
  });

  it.each([
    ['groq', 'llama-3.3-70b-versatile', { n: 2 }],
    ['groq', 'llama-3.3-70b-versatile', { logprobs: true }],
    ['xai', 'grok-4', { stop: ['x'] }],
    ['perplexity', 'sonar', { stop: ['x'] }],
    ['openai', 'o3', { stop: ['x'] }],
  ])('%s refuses for %s what it cannot do: %j', (id, model, sampling) => {
    expect(() => send(id, model, { ...base, sampling })).toThrow(WeirError);
  });

  it('leaves out what a vendor does not know, and says so', () => {
    const sampling = { temperature: 0.5, topK: 5, frequencyPenalty: 1 };
    expect(send('openai', 'gpt-5', { ...base, sampling }).dropped).toEqual([
      'temperature',
      'top_k',
      'frequency_penalty',
    ]);
    expect(send('groq', 'llama-3.3-70b-versatile', { ...base, sampling }).dropped).toEqual([
      'top_k',
      'frequency_penalty',
    ]);
  });
});

const vendors = [
  'openai',
  'groq',
  'cerebras',
  'deepinfra',
  'mistral',
  'deepseek',
  'together',
  'fireworks',
  'openrouter',
  'perplexity',
  'xai',
];

/** Recorded requests of which a vendor took something that it does not document, or ignores. */
const undocumented: Readonly<Record<string, string>> = {
  '8c151169236a8672': 'DeepSeek ignores parallel_tool_calls',
  '3e7f6691a1fa8e8d': 'DeepSeek ignores seed',
  '63a5942a43bd6079': 'OpenAI ignores cache_control',
  '6bb0574b23ce042b': 'OpenAI ignores cache_control',
  c1a5113f4b7f628d: 'goes by Responses, which replays seals alone',
  a01493e7fb2d5da8: 'GPT-5 takes a temperature of 1 alone, which it has anyway',
};

describe('recorded requests that a vendor took', () => {
  const records = readTraffic('that no vendor is said to lack what it takes', (record) => {
    const isChat = record.endpoint_kind === 'chat.completions' && record.response_status < 400;
    return isChat && vendors.includes(record.provider) && asObject(record.request_body) !== undefined;
  });

  it('are sent on without a loss', () => {
    const losses = records.flatMap((record) => {
      const body = { model: 'none', ...asObject(record.request_body) };
      const request = chatCompletions.parseRequest(body, {});
      if (undocumented[record.id] !== undefined) return [];
      try {
        const { dropped } = send(record.provider, request.model, request);
        return dropped.length === 0 ? [] : [`${record.id} ${record.provider} ${request.model}: ${dropped.join(', ')}`];
      } catch (error) {
        return [`${record.id} ${record.provider} ${request.model}: ${error instanceof Error ? error.message : ''}`];
      }
    });
    process.stdout.write(`recorded requests sent on: ${records.length}\n`);
    expect(losses).toEqual([]);
  });
});
