import { describe, expect, it } from 'vitest';
import { priorQuality, qualityRows } from './prior-quality.ts';
import { parts } from './rows/row.ts';
import { tasks } from './task.ts';

describe('a row of public results', () => {
  it.each(qualityRows.map((row) => [row.row, row] as const))('%s is whole, dated and plausible', (_, row) => {
    expect(row.results).toHaveLength(parts.length);
    for (const result of row.results) expect(result >= 0 && result <= 100).toBe(true);
    expect(row.release).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(row.name.source).toMatch(/^\^\(\?:.+\)\$$/);
  });

  it('stands for one published row, and no name is claimed by two', () => {
    const names = qualityRows.map(({ row }) => row);
    expect(new Set(names).size).toBe(names.length);
    for (const { row, name } of qualityRows) {
      const claims = qualityRows.filter((other) => other.name.test(row));
      expect(claims.length, `${row} ${name}`).toBeLessThanOrEqual(1);
    }
  });
});

describe('the prior of a model', () => {
  it.each(tasks)('for %s cites its result and its date, and counts as a few labels', (task) => {
    for (const model of ['gpt-4o', 'gpt-5', 'o3']) {
      const prior = priorQuality('openai', model, task);
      expect(prior?.source).toMatch(/^LiveBench 20\d\d-\d\d-\d\d, .+, row .+/);
      expect(prior?.source).toContain(prior?.date);
      expect(prior?.quality).toBeGreaterThan(0.3);
      expect(prior?.quality).toBeLessThan(1);
      expect(prior?.weight).toBeGreaterThanOrEqual(2);
      expect(prior?.weight).toBeLessThanOrEqual(10);
    }
  });

  it.each([
    ['openai', 'gpt-4o-2024-11-20', 'gpt-4o-2024-11-20'],
    ['groq', 'openai/gpt-oss-120b', 'gpt-oss-120b'],
    ['bedrock', 'openai.gpt-oss-120b-1:0', 'gpt-oss-120b'],
    ['groq', 'llama-3.3-70b-versatile', 'llama-3.3-70b-instruct-turbo'],
    ['cerebras', 'llama-3.3-70b', 'llama-3.3-70b-instruct-turbo'],
    ['together', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', 'llama-3.3-70b-instruct-turbo'],
    ['deepinfra', 'meta-llama/Llama-3.3-70B-Instruct', 'llama-3.3-70b-instruct-turbo'],
    ['fireworks', 'accounts/fireworks/models/llama-v3p3-70b-instruct', 'llama-3.3-70b-instruct-turbo'],
    ['bedrock', 'us.meta.llama3-3-70b-instruct-v1:0', 'llama-3.3-70b-instruct-turbo'],
    ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5-20250929'],
    ['openrouter', 'anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5-20250929'],
    ['vertex', 'claude-opus-4-1@20250805', 'claude-4-1-opus-20250805-base'],
    ['vertex', 'gemini-2.5-pro', 'gemini-2.5-pro-06-05-highthinking'],
    ['azure', 'gpt-4.1', 'gpt-4.1-2025-04-14'],
    ['mistral', 'mistral-large-2411', 'mistral-large-2411'],
    ['cohere', 'command-a-03-2025', 'command-a-03-2025'],
    ['xai', 'grok-4-0709', 'grok-4-0709'],
    ['fireworks', 'accounts/fireworks/models/deepseek-v3p2', 'deepseek-v3.2'],
    ['groq', 'qwen/qwen3-32b', 'qwen3-32b-thinking'],
  ])("at %s, as %s, is its maker's", (provider, model, row) => {
    expect(priorQuality(provider, model, 'code')?.source).toMatch(new RegExp(`row ${row}$`));
  });

  it('is its own where the task has results, and the stand-in counts half as much', () => {
    const [code, law] = [priorQuality('openai', 'gpt-4o', 'code'), priorQuality('openai', 'gpt-4o', 'law')];
    expect(code?.quality).toBeCloseTo((0.69014 + 0.69565) / 2, 6);
    expect(law?.source).toContain('mean of five areas');
    expect(law?.weight).toBe((code?.weight ?? 0) / 2);
  });

  it('counts half where the result was measured with more reasoning than usual', () => {
    expect(priorQuality('openai', 'gpt-5.4', 'code')?.weight).toBe(5);
    expect(priorQuality('openai', 'gpt-5.5', 'code')?.weight).toBe(10);
  });

  it.each([
    ['openai', 'gpt-3.5-turbo'],
    ['openai', 'text-embedding-3-large'],
    ['openai', 'gpt-4o-transcribe'],
    ['deepseek', 'deepseek-chat'],
    ['mistral', 'mistral-small-latest'],
    ['custom', 'our-own-model'],
  ])('of %s %s is not known', (provider, model) => {
    expect(priorQuality(provider, model, 'chat')).toBeUndefined();
  });
});
