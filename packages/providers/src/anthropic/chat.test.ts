import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { parseObject } from '@weir/protocol/json-read';
import { describe, expect, it } from 'vitest';
import { anthropic } from './anthropic.ts';
import { claudeTraits } from './claude-traits.ts';

const request: ChatRequest = {
  dialect: 'chat',
  model: 'asked',
  streaming: true,
  turns: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }],
  tools: [],
  sampling: { temperature: 0.5 },
  reasoning: { effort: 'xhigh' },
};

function sent(model: string, over: Partial<ChatRequest> = {}) {
  const target = { model, baseUrl: 'https://api.anthropic.com', outputTokensMax: 64_000 };
  const translated = anthropic.chat?.(request, model)?.toHttp({ ...request, ...over }, target);
  return { ...translated, body: parseObject(translated?.http.body.toString() ?? '') };
}

describe('Claude for clients of other dialects', () => {
  it('is asked at the path of messages, with its version', () => {
    const { http } = sent('claude-sonnet-4-5');
    expect(http?.url).toBe('https://api.anthropic.com/v1/messages');
    expect(http?.headers['anthropic-version']).toBe('2023-06-01');
  });

  it('is told a budget up to 4.5, which the temperature gives way to', () => {
    const { body, dropped } = sent('claude-sonnet-4-5-20250929');
    expect(body).toMatchObject({ model: 'claude-sonnet-4-5-20250929', stream: true, max_tokens: 64_000 });
    expect(body?.['thinking']).toEqual({ type: 'enabled', budget_tokens: 32_768 });
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('output_config');
    expect(dropped).toEqual(['temperature']);
  });

  it('is told an effort from 4.6 on, the nearest that the model knows', () => {
    expect(sent('claude-opus-4-6').body).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
    });
    expect(sent('claude-opus-4-7').body).toMatchObject({ output_config: { effort: 'xhigh' } });
  });

  it('thinks not where it cannot', () => {
    const { body, dropped } = sent('claude-3-5-haiku-20241022');
    expect(body).not.toHaveProperty('thinking');
    expect(body).toMatchObject({ temperature: 0.5 });
    expect(dropped).toEqual(['reasoning_effort']);
  });

  it('is asked not to think in the way that the model takes', () => {
    const off = { reasoning: { effort: 'none' as const } };
    expect(sent('claude-sonnet-4-5', off).body).toMatchObject({ thinking: { type: 'disabled' } });
    expect(sent('claude-opus-4-8', off).body).not.toHaveProperty('thinking');
    expect(sent('claude-opus-5', off).body).toMatchObject({ thinking: { type: 'disabled' } });
    const always = sent('claude-opus-5-5', off);
    expect(always.body).toMatchObject({ output_config: { effort: 'low' } });
    expect(always.body).not.toHaveProperty('thinking');
    expect(always.dropped).toContain('reasoning_effort');
  });

  it('refuses a schema for the answer where the model has none', () => {
    const output = { kind: 'schema' as const, schema: { type: 'object' } };
    expect(() => sent('claude-sonnet-4-20250514', { output })).toThrow(/response_format cannot be sent/);
    expect(sent('claude-opus-4-1', { output }).body).toHaveProperty('output_config.format');
  });
});

describe('claudeTraits', () => {
  it.each([
    ['claude-3-haiku-20240307', false],
    ['claude-3-7-sonnet@20250219', undefined],
    ['anthropic.claude-v2:1', false],
    ['us.anthropic.claude-3-5-sonnet-20241022-v2:0', false],
    ['claude-sonnet-4-20250514', undefined],
  ])('knows whether %s can think', (model, reasons) => {
    expect(claudeTraits(model).reasons).toBe(reasons);
    expect(claudeTraits(model).lacks.has('reasoning_effort')).toBe(true);
  });

  it.each(['claude-opus-4-7', 'anthropic.claude-opus-4-8-v1:0', 'claude-sonnet-5', 'claude-fable-5-1'])(
    'knows that %s has no budget and no sampling',
    (model) => {
      const { lacks } = claudeTraits(model);
      expect([lacks.has('reasoning_budget'), lacks.has('temperature')]).toEqual([true, true]);
    },
  );

  it('takes a name without a version for a late one', () => {
    expect(claudeTraits('my-deployment').lacks.size).toBe(0);
  });
});
