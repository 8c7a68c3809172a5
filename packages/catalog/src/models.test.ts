import { chatOperations } from '@weir/protocol/operation';
import { describe, expect, it } from 'vitest';
import { findModel, modelsOf } from './models.ts';

const embedding = ['embeddings', 'gemini_embed'];

describe('the models catalogue', () => {
  it('knows context windows, prices and what a model is for', () => {
    expect(findModel('openai', 'gpt-4o-mini')).toMatchObject({ contextWindow: 128_000, priced: true });
    expect(findModel('openai', 'gpt-4o-mini')?.operations).toContain('chat');
    expect(findModel('openai', 'text-embedding-3-small')?.operations).toEqual(embedding);
    expect(findModel('mistral', 'mistral-embed')?.operations).toEqual(embedding);
  });

  it('lets a model that generates serve every conversation', () => {
    const operations = findModel('anthropic', 'claude-opus-4-7')?.operations;
    expect(operations).toEqual(expect.arrayContaining([...chatOperations, 'count_tokens', 'gemini_count_tokens']));
    expect(findModel('cerebras', 'qwen-3-coder-480b')?.operations).toEqual(operations);
    expect(findModel('gemini', 'gemini-2.5-flash-tts')?.operations).toEqual(operations);
  });

  it.each([
    ['openai', 'gpt-image-1', ['images', 'image_edits']],
    ['openai', 'omni-moderation-latest', ['moderations']],
    ['openai', 'gpt-4o-mini-tts', ['speech']],
    ['openai', 'gpt-4o-transcribe', ['transcription']],
    ['groq', 'whisper-large-v3', ['transcription']],
    ['openai', 'gpt-3.5-turbo-instruct', ['completions']],
    ['openai', 'gpt-realtime', []],
    ['mistral', 'mistral-ocr-latest', []],
    ['cohere', 'embed-v4.0', embedding],
  ])('knows what %s, %s is for', (provider, model, operations) => {
    expect(findModel(provider, model)?.operations).toEqual(operations);
  });

  it('calls models what their providers call them', () => {
    expect(findModel('fireworks', 'accounts/fireworks/models/kimi-k2p5')?.id).toBe(
      'accounts/fireworks/models/kimi-k2p5',
    );
    const bedrock = modelsOf('bedrock').map(({ id }) => id);
    expect(bedrock).toContain('anthropic.claude-3-haiku-20240307-v1:0');
    expect(bedrock.filter((id) => id.startsWith('regional.'))).toEqual([]);
    expect(modelsOf('gemini').filter(({ id }) => id.startsWith('claude'))).toEqual([]);
    expect(findModel('vertex', 'claude-opus-4-1@20250805')?.priced).toBe(true);
  });

  it('lists no deployments, whose names are their owners own', () => {
    expect(modelsOf('azure')).toEqual([]);
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
    for (const provider of ['openai', 'anthropic', 'gemini', 'groq', 'deepinfra', 'xai', 'bedrock', 'fireworks']) {
      const ids = modelsOf(provider).map((model) => model.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
