import { calcPrice, findProvider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from './cost.ts';
import { linesOf } from './lines/lines-of.ts';
import { modelsOf } from './models.ts';
import { bucketsOfText } from './own-lines.ts';
import { type CustomPrice, priceAt } from './price-book.ts';
import { usdFromPico } from './usd.ts';

const seed = 20261123;
const atMs = Date.UTC(2026, 10, 1);

function inputUsd(provider: string, model: string, at = atMs): string | undefined {
  const pico = priceAt({ provider, model, atMs: at })?.buckets.input?.picoUsdPerMillion;
  return pico === undefined ? undefined : usdFromPico(pico);
}

describe('the price of a model', () => {
  it.each([
    ['openai', 'gpt-4o-mini', '0.15'],
    ['openai', 'GPT-4o-mini-2024-07-18', '0.15'],
    ['anthropic', 'claude-sonnet-4-5-20250929', '3'],
    ['groq', 'openai/gpt-oss-120b', '0.15'],
    ['cerebras', 'gpt-oss-120b', '0.35'],
    ['mistral', 'mistral-large-2512', '0.5'],
    ['xai', 'grok-4.3', '1.25'],
    ['deepinfra', 'openai/gpt-oss-20b', '0.03'],
    ['sandbox', 'anything', '1'],
  ])('%s/%s is %s USD a million input tokens', (provider, model, expected) => {
    expect(inputUsd(provider, model)).toBe(expected);
  });

  it('is undefined where nothing states one', () => {
    expect(inputUsd('openai', 'no-such-model')).toBeUndefined();
    expect(inputUsd('openai-compatible', 'gpt-4o')).toBeUndefined();
    expect(inputUsd('no-such-provider', 'gpt-4o')).toBeUndefined();
    // Listed in the data without any price.
    expect(inputUsd('cerebras', 'qwen-3-coder-480b')).toBeUndefined();
  });

  it('is the one in force at the instant', () => {
    const day = Date.UTC(2025, 5, 10);
    expect(inputUsd('openai', 'o3', day - 1)).toBe('10');
    expect(inputUsd('openai', 'o3', day)).toBe('2');
    expect(priceAt({ provider: 'openai', model: 'o3', atMs: day })?.id).toBe('openai/o3@2025-06-10#genai-prices');
  });

  it('follows daily windows', () => {
    const at = (hour: number) => inputUsd('deepseek', 'deepseek-chat', Date.UTC(2025, 6, 1, hour));
    expect(at(12)).not.toBe(at(20));
    expect(at(12)).toBe(inputUsd('deepseek', 'deepseek-chat', Date.UTC(2025, 6, 1, 0, 30)));
    expect(at(20)).toBe(inputUsd('deepseek', 'deepseek-chat', Date.UTC(2025, 6, 1, 16, 30)));
  });

  it('has searches per million, not per thousand', () => {
    const price = priceAt({ provider: 'anthropic', model: 'claude-opus-4-8', atMs });
    expect(costOf({ usage: { searches: 1 }, price }).totalPicoUsd).toBe(10_000_000_000n);
  });
});

describe('a model that the vendor redirects', () => {
  const at = (servedModel: string, custom: readonly CustomPrice[] = []) =>
    priceAt({ provider: 'xai', model: 'grok-3-mini', servedModel, atMs, custom });
  const own = (model: string): CustomPrice => ({
    id: model,
    provider: 'xai',
    model,
    effectiveFrom: '2026-01-01T00:00:00Z',
    usdPerMillion: { input: '7' },
  });

  it('is charged as what was served', () => {
    expect(at('grok-4.3')?.model).toBe('grok-4.3');
  });

  it('is charged as what was asked for where the served name is not known', () => {
    expect(at('grok-internal-7')?.model).toBe('grok-3-mini');
  });

  it("goes by the organization's line for the name that was asked for, then for the one served", () => {
    expect(at('grok-4.3', [own('grok-4.3')])?.id).toContain('custom:grok-4.3');
    expect(at('grok-4.3', [own('grok-4.3'), own('grok-3-mini')])?.id).toContain('custom:grok-3-mini');
  });
});

describe('the price at xAI', () => {
  it('of a variant of Grok 4.20 follows the length of the context', () => {
    const price = priceAt({ provider: 'xai', model: 'grok-4.20-0309-reasoning', atMs });
    expect(costOf({ usage: { input: 175, cacheRead: 64, output: 14, reasoning: 152 }, price }).totalPicoUsd).toBe(
      646_550_000n,
    );
    expect(costOf({ usage: { input: 200_000 }, price }).totalPicoUsd).toBe(500_000_000_000n);
  });

  it('of a search is added to what the book has', () => {
    const price = priceAt({ provider: 'xai', model: 'grok-4.3', atMs });
    expect(price?.origin).toBe('genai-prices');
    const usage = { input: 3865, cacheRead: 2048, output: 101, reasoning: 263, searches: 2 };
    expect(costOf({ usage, price }).totalPicoUsd).toBe(16_150_850_000n);
  });
});

describe('the price at a host that charges what the maker does', () => {
  const atMs = Date.parse('2026-11-01T00:00:00Z');

  it('is that of the served model at Azure, where the deployment tells nothing', () => {
    const deployment = { provider: 'azure', model: 'our-chat', atMs };
    expect(priceAt(deployment)).toBeUndefined();
    const price = priceAt({ ...deployment, servedModel: 'gpt-4.1-2025-04-14' });
    expect(price?.id).toMatch(/^azure\/gpt-4\.1@.*#genai-prices$/);
    expect(price?.buckets).toEqual(priceAt({ provider: 'openai', model: 'gpt-4.1', atMs })?.buckets);
  });

  it('is the one of Google for Gemini and at Vertex, and Claude has one at Vertex alone', () => {
    const [gemini, vertex] = ['gemini', 'vertex'].map((provider) =>
      priceAt({ provider, model: 'gemini-2.5-pro', atMs }),
    );
    expect(gemini?.buckets.input?.picoUsdPerMillion).toBe(1_250_000_000_000n);
    expect(vertex?.buckets).toEqual(gemini?.buckets);
    expect(priceAt({ provider: 'vertex', model: 'claude-opus-4-1@20250805', atMs })?.buckets.input).toBeDefined();
    expect(priceAt({ provider: 'gemini', model: 'claude-opus-4-1', atMs })).toBeUndefined();
  });

  it('differs at Bedrock between a region and the global profile', () => {
    const [regional, global] = ['eu.anthropic.claude-opus-4-7', 'global.anthropic.claude-opus-4-7-v1:0'].map(
      (model) => priceAt({ provider: 'bedrock', model, atMs })?.buckets.input?.picoUsdPerMillion,
    );
    expect([regional, global]).toEqual([5_500_000_000_000n, 5_000_000_000_000n]);
  });

  it('is not lent to other hosts', () => {
    expect(priceAt({ provider: 'openai-compatible', model: 'gpt-4.1', atMs })).toBeUndefined();
    expect(priceAt({ provider: 'databricks', model: 'gpt-4.1', atMs })).toBeUndefined();
  });
});

describe("an organization's own price", () => {
  const line = (effectiveFrom: string, input: string): CustomPrice => ({
    id: input,
    provider: 'openai',
    model: 'gpt-4o',
    effectiveFrom,
    usdPerMillion: { input },
  });
  const custom = [line('2026-03-01T00:00:00Z', '1.1'), line('2026-06-01T00:00:00Z', '1.2')];
  const at = (text: string, model = 'gpt-4o') => priceAt({ provider: 'openai', model, atMs: Date.parse(text), custom });

  it('wins from the instant it is in force, the latest first', () => {
    expect(at('2026-02-28T23:59:59.999Z')?.origin).toBe('genai-prices');
    expect(at('2026-03-01T00:00:00Z')?.id).toBe('openai/gpt-4o@2026-03-01T00:00:00Z#custom:1.1');
    expect(at('2026-07-01T00:00:00Z')?.id).toContain('custom:1.2');
  });

  it('touches no other model', () => {
    expect(at('2026-07-01T00:00:00Z', 'gpt-4o-mini')?.origin).toBe('genai-prices');
  });

  it('leaves out what is no amount, so that it shows as unknown rather than as zero', () => {
    expect(bucketsOfText({ input: 'free', output: '-1', cacheRead: '0.5', nonsense: '1' })).toEqual({
      cacheRead: { picoUsdPerMillion: 500_000_000_000n, tiers: [] },
    });
  });
});

describe('our own lines', () => {
  it.each(['deepinfra', 'groq', 'mistral', 'openai', 'sandbox', 'xai'])(
    'of %s cite a page and dates, and are amounts',
    (provider) => {
      const { lines, additions = [], serviceTiers } = linesOf(provider);
      for (const line of [...lines, ...additions, ...serviceTiers]) {
        expect(line.source).toMatch(/^https:|^none: simulated$/);
        expect(Date.parse(line.effectiveFrom)).toBeLessThanOrEqual(Date.parse(line.readOn));
      }
      for (const { usdPerMillion } of lines) {
        expect(Object.keys(bucketsOfText(usdPerMillion))).toHaveLength(Object.keys(usdPerMillion).length);
      }
    },
  );
});

const compared = ['openai', 'anthropic', 'groq', 'cerebras', 'mistral', 'xai', 'deepseek', 'together'];
const tokens = fc.integer({ min: 0, max: 400_000 });
const someTokens = fc.record({ input: tokens, cacheRead: tokens, output: tokens });

describe('against the float arithmetic of genai-prices', () => {
  it.each(compared)('every model of %s costs the same within float error', (provider) => {
    const id = provider === 'xai' ? 'x-ai' : provider;
    const names = modelsOf(provider).filter(
      (model) => priceAt({ provider, model: model.id, atMs })?.origin === 'genai-prices',
    );
    expect(names.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(fc.constantFrom(...names), someTokens, (model, { input, cacheRead, output }) => {
        const price = priceAt({ provider, model: model.id, atMs });
        if (price?.buckets.input === undefined) return;
        const usage = { input, cacheRead, ...(price.buckets.output === undefined ? {} : { output }) };
        const theirs = calcPrice(
          { input_tokens: input + cacheRead, cache_read_tokens: cacheRead, output_tokens: output },
          model.id,
          { providerId: id, timestamp: new Date(atMs) },
        );
        const ours = costOf({ usage, price }).totalPicoUsd;
        expect(Number(ours) / 1e12).toBeCloseTo(theirs?.total_price ?? Number.NaN, 9);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('finds the same model for every name that the data lists', () => {
    for (const provider of compared) {
      const bookId = provider === 'xai' ? 'x-ai' : provider;
      for (const info of findProvider({ providerId: bookId })?.models ?? []) {
        const theirs = calcPrice({ input_tokens: 1 }, info.id, { providerId: bookId });
        const ours = priceAt({ provider, model: info.id, atMs });
        if (theirs === null || ours?.origin !== 'genai-prices') continue;
        expect(ours.model).toBe(theirs.model.id);
      }
    }
  });
});
