import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { describe, expect, it } from 'vitest';
import { gptTraits, nearestEffort } from './gpt-traits.ts';
import { openai } from './openai.ts';
import { needsChatCompletions } from './openai-responses.ts';

const asked: ChatRequest = {
  dialect: 'messages',
  model: 'claude',
  streaming: true,
  turns: [
    { role: 'system', parts: [{ kind: 'text', text: 'Be brief.' }] },
    { role: 'user', parts: [{ kind: 'text', text: 'hi' }] },
  ],
  tools: [{ kind: 'function', name: 'f' }],
  sampling: { outputTokensMax: 1, temperature: 0 },
  reasoning: { mode: 'enabled', budgetTokens: 40_000 },
  user: 'u'.repeat(100),
};

function sent(request: ChatRequest, model: string) {
  const upstream = openai.chat?.(request, model);
  const made = upstream?.toHttp(request, { model, baseUrl: 'https://api.openai.com/v1' });
  return { url: made?.http.url, dropped: made?.dropped, body: JSON.parse(made?.http.body.toString() ?? '{}') };
}

describe('a translated request to OpenAI', () => {
  it('goes to Responses, is not kept, and asks for the sealed reasoning', () => {
    const { url, body, dropped } = sent(asked, 'gpt-5');
    expect(url).toBe('https://api.openai.com/v1/responses');
    expect(body).toMatchObject({
      model: 'gpt-5',
      instructions: 'Be brief.',
      store: false,
      include: ['reasoning.encrypted_content'],
      stream: true,
      reasoning: { effort: 'high' },
      tools: [{ type: 'function', name: 'f', strict: false, parameters: { type: 'object', properties: {} } }],
    });
    expect(body.temperature).toBeUndefined();
    expect(dropped).toContain('temperature');
  });

  it('keeps within what the API takes: 16 tokens at least, names of users of 64 characters', () => {
    const { body, dropped } = sent(asked, 'gpt-5');
    expect(body.max_output_tokens).toBe(16);
    expect(body.user).toHaveLength(64);
    expect(dropped).toEqual(expect.arrayContaining(['max_tokens', 'metadata.user_id']));
  });

  it('asks no model for reasoning that has none', () => {
    const { body } = sent(asked, 'gpt-4o-mini');
    expect(body).toMatchObject({ temperature: 0, store: false });
    expect(body.include).toBeUndefined();
    expect(body.reasoning).toBeUndefined();
  });

  it.each([
    [{ stop: ['x'] }],
    [{ seed: 1 }],
    [{ n: 2 }],
    [{ frequencyPenalty: 1 }],
    [{ presencePenalty: 1 }],
    [{ logitBias: { '1': 1 } }],
  ])('needs Chat Completions for %j', (sampling) => {
    expect(needsChatCompletions({ ...asked, sampling })).toBe(true);
    expect(needsChatCompletions(asked)).toBe(false);
  });
});

describe('the words of effort', () => {
  it.each([
    ['gpt-5', 'none', 'minimal'],
    ['gpt-5', 'xhigh', 'high'],
    ['gpt-5.1', 'minimal', 'low'],
    ['gpt-5.2', 'xhigh', 'xhigh'],
    ['gpt-5.2', 'max', 'xhigh'],
    ['gpt-5.6-terra', 'max', 'max'],
    ['o3', 'minimal', 'low'],
    ['unheard-of', 'minimal', 'minimal'],
  ])('of %s: %s is %s', (model, effort, nearest) => {
    expect(nearestEffort(gptTraits(model), effort)).toBe(nearest);
  });
});
