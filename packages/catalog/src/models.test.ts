import { describe, expect, it } from 'vitest';
import { findModel, modelsOf } from './models.ts';

describe('the models catalogue', () => {
  it('knows context windows, prices and what a model is for', () => {
    expect(findModel('openai', 'gpt-4o-mini')).toMatchObject({ contextWindow: 128_000, priced: true });
    expect(findModel('openai', 'gpt-4o-mini')?.operations).toContain('chat');
    expect(findModel('openai', 'text-embedding-3-small')?.operations).toEqual(['embeddings']);
    expect(findModel('mistral', 'mistral-embed')?.operations).toEqual(['embeddings']);
  });

  it('finds a snapshot under its dated names', () => {
    expect(findModel('anthropic', 'claude-sonnet-4-5-20250929')?.id).toBe('claude-sonnet-4-5');
    expect(findModel('anthropic', 'claude-opus-5-20261001')?.id).toBe('claude-opus-5');
  });

  it('marks what the data calls deprecated or leaves unpriced', () => {
    expect(findModel('cerebras', 'llama-3.3-70b')?.deprecated).toBe(true);
    expect(findModel('cerebras', 'qwen-3-coder-480b')?.priced).toBe(false);
  });

  it('does not know what it was not told', () => {
    expect(findModel('groq', 'gpt-4o')).toBeUndefined();
    expect(modelsOf('openai-compatible')).toEqual([]);
  });

  it('lists each name once', () => {
    for (const provider of ['openai', 'anthropic', 'groq', 'deepinfra', 'xai']) {
      const ids = modelsOf(provider).map((model) => model.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
