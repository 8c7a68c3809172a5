import { expect, it } from 'vitest';
import { dialectOf, speakerOf } from './dialect-of.ts';

it.each([
  ['openai', 'openai'],
  ['anthropic', 'anthropic'],
  ['sandbox', 'openai'],
  ['nobody', undefined],
])('%s converses in %s', (provider, dialect) => {
  expect(dialectOf(provider)).toBe(dialect);
});

it.each([
  ['anthropic/claude-sonnet-4-5', [], 'anthropic'],
  ['claude-sonnet-4-5', ['openai', 'anthropic'], 'anthropic'],
  ['claude-sonnet-4-5', [], undefined],
  ['meta-llama/Llama-3.3-70B-Instruct', [], undefined],
  ['nothing-known', ['openai', 'anthropic'], undefined],
])('%s is served, of %j, by %s', (model, providers, expected) => {
  expect(speakerOf(model, providers)).toBe(expected);
});
