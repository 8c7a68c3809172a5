import type { Usage, UsageBucket } from '@weir/protocol/usage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, noCharge, toRecord } from './cost.ts';
import { type BucketPrices, flat, type Price } from './price.ts';
import { priceAt } from './price-book.ts';

const seed = 20261123;
const atMs = Date.UTC(2026, 10, 1);

function price(buckets: BucketPrices, serviceTiers: Price['serviceTiers'] = {}): Price {
  return { id: 'p/m@undated#weir', provider: 'p', model: 'm', origin: 'weir', buckets, serviceTiers };
}

const quantity = fc.integer({ min: 0, max: 50_000_000 });
const rate = fc.bigInt({ min: 0n, max: 10n ** 15n });
const allPriced = fc.record({ input: rate, cacheRead: rate, output: rate, audioInput: rate }).map((rates) => {
  const { input, cacheRead, output, audioInput } = rates;
  return price({ input: flat(input), cacheRead: flat(cacheRead), output: flat(output), audioInput: flat(audioInput) });
});
const someUsage = fc.record({ input: quantity, cacheRead: quantity, output: quantity, audioInput: quantity });

function total(usage: Usage, at: Price): bigint {
  const cost = costOf({ usage, price: at });
  if (cost.totalPicoUsd === undefined) throw new Error(cost.reason ?? 'unknown');
  return cost.totalPicoUsd;
}

describe('the cost of a usage', () => {
  it('is the sum of its lines', () => {
    fc.assert(
      fc.property(someUsage, allPriced, (usage, at) => {
        const cost = costOf({ usage, price: at });
        expect(cost.totalPicoUsd).toBe(cost.lines.reduce((sum, line) => sum + line.picoUsd, 0n));
      }),
      { seed },
    );
  });

  it('adds up over disjoint buckets', () => {
    fc.assert(
      fc.property(someUsage, allPriced, ({ input, cacheRead, output, audioInput }, at) => {
        const parts = [{ input }, { cacheRead }, { output }, { audioInput }].map((part) => total(part, at));
        expect(total({ input, cacheRead, output, audioInput }, at)).toBe(parts.reduce((sum, part) => sum + part, 0n));
      }),
      { seed },
    );
  });

  it('never falls when more is used', () => {
    fc.assert(
      fc.property(someUsage, quantity, allPriced, (usage, more, at) => {
        expect(total({ ...usage, output: usage.output + more }, at)).toBeGreaterThanOrEqual(total(usage, at));
      }),
      { seed },
    );
  });

  it('rounds half up, once a line, as exact rational arithmetic has it', () => {
    fc.assert(
      fc.property(quantity, rate, (output, pico) => {
        const exact = BigInt(output) * pico;
        const rounded = exact / 1_000_000n + (exact % 1_000_000n >= 500_000n ? 1n : 0n);
        expect(total({ output }, price({ output: flat(pico) }))).toBe(rounded);
      }),
      { seed },
    );
  });

  it.each([
    [499_999n, 0n],
    [500_000n, 1n],
    [1_499_999n, 1n],
    [1_500_000n, 2n],
  ])('rounds one unit at %s pico-dollars a million to %s', (pico, expected) => {
    expect(total({ output: 1 }, price({ output: flat(pico) }))).toBe(expected);
  });

  it('stays exact where a double would not', () => {
    const usage = { output: Number.MAX_SAFE_INTEGER };
    expect(total(usage, price({ output: flat(1_000_003n) }))).toBe(
      (BigInt(Number.MAX_SAFE_INTEGER) * 1_000_003n + 500_000n) / 1_000_000n,
    );
  });

  it('is zero for a usage of zero, even in a bucket without a price', () => {
    const cost = costOf({ usage: { input: 0, audioOutput: 0 }, price: price({ input: flat(1n) }) });
    expect(cost).toMatchObject({ source: 'computed', totalPicoUsd: 0n, lines: [] });
  });
});

describe('an unknown cost', () => {
  const input = price({ input: flat(1n) });
  const cases: readonly { want: string; usage: Usage; at: Price | undefined; reason: RegExp }[] = [
    { want: 'usage', usage: {}, at: input, reason: /no usage/ },
    { want: 'price', usage: { input: 1 }, at: undefined, reason: /no price/ },
    { want: 'price of a used bucket', usage: { input: 1, images: 1 }, at: input, reason: /no price for images/ },
    { want: 'sane count', usage: { input: -1 }, at: input, reason: /reported as -1/ },
    { want: 'whole count', usage: { input: 1.5 }, at: input, reason: /reported as 1.5/ },
  ];

  it.each(cases)('has no total but the reason, for want of a $want', ({ usage, at, reason }) => {
    const cost = costOf({ usage, price: at });
    expect(cost).toMatchObject({ source: 'unknown', totalPicoUsd: undefined, lines: [] });
    expect(cost.reason).toMatch(reason);
    expect(toRecord(cost)).not.toHaveProperty('totalPicoUsd');
  });

  it('is what a usage gives that no money in the world could pay', () => {
    const at = price({ input: flat(10n ** 15n), output: flat(10n ** 15n) });
    const usage = { input: Number.MAX_SAFE_INTEGER, output: Number.MAX_SAFE_INTEGER };
    expect(costOf({ usage, price: at })).toMatchObject({ source: 'unknown', totalPicoUsd: undefined, lines: [] });
    expect(costOf({ usage: { input: 9_223_372_036 }, price: at }).totalPicoUsd).toBe(9_223_372_036n * 10n ** 9n);
  });

  it('is what a service tier without a price gives', () => {
    const cost = costOf({ usage: { input: 1 }, price: price({ input: flat(1n) }), serviceTier: 'scale' });
    expect(cost.source).toBe('unknown');
    expect(cost.reason).toContain('scale');
  });
});

describe('a bucket without a price of its own', () => {
  const prices = { input: flat(3_000_000n), output: flat(5_000_000n), cacheWrite5m: flat(7_000_000n) };
  it.each<[UsageBucket, bigint]>([
    ['reasoning', 5n],
    ['cacheRead', 3n],
    ['cacheWrite1h', 7n],
    ['cacheWrite5m', 7n],
    ['imageInput', 3n],
  ])('%s is charged as vendors do', (bucket, expected) => {
    expect(total({ [bucket]: 1 }, price(prices))).toBe(expected);
  });

  it('a cache write without any cache price is charged as input', () => {
    expect(total({ cacheWrite1h: 1 }, price({ input: flat(3_000_000n) }))).toBe(3n);
  });

  it.each<UsageBucket>([
    ...(['audioInput', 'audioOutput', 'audioSeconds', 'imageOutput', 'images', 'searches', 'requests'] as const),
  ])('%s is unknown', (bucket) => {
    expect(costOf({ usage: { [bucket]: 1 }, price: price(prices) }).source).toBe('unknown');
  });
});

describe('pictures and sound by the book', () => {
  const costOfCall = (name: string, usage: Usage) => {
    const [provider = '', ...rest] = name.split('/');
    return costOf({ usage, price: priceAt({ provider, model: rest.join('/'), atMs }) });
  };
  /** Units at a price in thousandths of a dollar a million: a thousand pico-dollars each. */
  const at = (units: number, milliUsd: number) => BigInt(units) * BigInt(milliUsd) * 1_000n;

  it.each<[model: string, usage: Usage, expected: bigint]>([
    ['gemini/gemini-2.5-flash-image', { input: 9, imageOutput: 1290 }, at(9, 300) + at(1290, 30_000)],
    [
      'vertex/gemini-2.5-flash-image',
      { input: 9, imageInput: 258, output: 11, imageOutput: 1290 },
      at(9 + 258, 300) + at(11, 2_500) + at(1290, 30_000),
    ],
    // Cached sound has a price of its own, between cached text and fresh sound.
    [
      'gemini/gemini-2.5-flash',
      { input: 42, cacheRead: 42, audioInput: 258, audioCacheRead: 258 },
      at(42, 300) + at(42, 30) + at(258, 1_000) + at(258, 100),
    ],
    ['gemini/gemini-3-pro-image-preview', { output: 7, imageOutput: 1120 }, at(7, 12_000) + at(1120, 120_000)],
    ['gemini/gemini-embedding-2', { input: 3, imageInput: 258 }, at(3, 200) + at(258, 450)],
    [
      'openai/gpt-image-1.5',
      { input: 27, imageInput: 194, output: 262, imageOutput: 1056 },
      at(27, 5_000) + at(194, 8_000) + at(262, 10_000) + at(1056, 32_000),
    ],
    [
      'openai/gpt-image-1',
      { input: 12, imageInput: 194, imageOutput: 100 },
      at(12, 5_000) + at(194, 10_000) + at(100, 40_000),
    ],
    ['openai/gpt-image-1-mini', { input: 12, imageOutput: 100 }, at(12, 2_000) + at(100, 8_000)],
    ['openai/gpt-image-2-2026-04-21', { input: 12, imageOutput: 100 }, at(12, 5_000) + at(100, 30_000)],
    ['azure/gpt-image-1', { input: 12, imageOutput: 100 }, at(12, 5_000) + at(100, 40_000)],
  ])('%s %j', (name, usage, expected) => {
    expect(costOfCall(name, usage)).toMatchObject({ source: 'computed', totalPicoUsd: expected });
  });

  it.each<[model: string, milliUsdAnHour: bigint]>([
    ['openai/whisper-1', 360n],
    ['groq/whisper-large-v3', 111n],
    ['groq/whisper-large-v3-turbo', 40n],
    ['mistral/voxtral-mini-2602', 180n],
  ])('%s: seconds at the price of an hour, to the pico-dollar up to a day of sound', (name, milliUsd) => {
    const seconds = fc.integer({ min: 1, max: 86_400 });
    const property = fc.property(seconds, (audioSeconds) => {
      const exact = BigInt(audioSeconds) * milliUsd * 1_000_000_000n;
      expect(costOfCall(name, { audioSeconds }).totalPicoUsd).toBe((exact + 1_800n) / 3_600n);
    });
    fc.assert(property, { seed });
  });

  it('a picture made is never charged as text', () => {
    expect(costOfCall('openrouter/google/gemini-2.5-flash-image', { input: 9, imageOutput: 1290 })).toMatchObject({
      source: 'unknown',
      reason: 'no price for imageOutput',
    });
  });
});

describe('long-context tiers', () => {
  const sonnet = priceAt({ provider: 'anthropic', model: 'claude-sonnet-4-5', atMs });

  it('charge the whole request at the higher price once its input passes the threshold', () => {
    const below = costOf({ usage: { input: 200_000, output: 1_000 }, price: sonnet });
    const above = costOf({ usage: { input: 200_001, output: 1_000 }, price: sonnet });
    expect(below.lines.map((line) => line.picoUsdPerMillion)).toEqual([3_000_000_000_000n, 15_000_000_000_000n]);
    expect(above.lines.map((line) => line.picoUsdPerMillion)).toEqual([6_000_000_000_000n, 22_500_000_000_000n]);
  });

  it('count cached tokens as input', () => {
    const cost = costOf({ usage: { input: 1, cacheRead: 150_000, cacheWrite5m: 50_000 }, price: sonnet });
    expect(cost.lines[0]?.picoUsdPerMillion).toBe(6_000_000_000_000n);
  });

  it('count pictures as input', () => {
    const cost = costOf({ usage: { input: 1, imageInput: 200_000 }, price: sonnet });
    expect(cost.lines.map((line) => line.picoUsdPerMillion)).toEqual([6_000_000_000_000n, 6_000_000_000_000n]);
  });

  it('go by the stated total where there is one', () => {
    const cost = costOf({ usage: { input: 1 }, price: sonnet, inputTokensTotal: 300_000 });
    expect(cost.lines[0]?.picoUsdPerMillion).toBe(6_000_000_000_000n);
  });
});

describe('service tiers', () => {
  const gpt = priceAt({ provider: 'openai', model: 'gpt-5', atMs });
  const rates = (serviceTier: string | null | undefined) =>
    costOf({ usage: { input: 1, output: 1 }, price: gpt, serviceTier }).lines.map((line) => line.picoUsdPerMillion);

  it.each([undefined, null, '', 'auto', 'default', 'standard', 'on_demand'])('%s is the standard price', (tier) => {
    expect(rates(tier)).toEqual([1_250_000_000_000n, 10_000_000_000_000n]);
  });

  it('flex is half of it, priority has its own', () => {
    expect(rates('flex')).toEqual([625_000_000_000n, 5_000_000_000_000n]);
    expect(rates('priority')).toEqual([2_500_000_000_000n, 20_000_000_000_000n]);
  });

  it("an organization's own line holds for every tier", () => {
    const cost = costOf({ usage: { input: 1 }, price: price({ input: flat(1n) }, 'all'), serviceTier: 'scale' });
    expect(cost.source).toBe('computed');
  });
});

describe('where a cost comes from', () => {
  const at = price({ input: flat(1n) });

  it('is simulated for the sandbox, estimated for a cut answer, else computed', () => {
    expect(costOf({ usage: { input: 1 }, price: at, simulated: true }).source).toBe('simulated');
    expect(costOf({ usage: { input: 1 }, price: at, partial: true }).source).toBe('estimated');
    expect(costOf({ usage: { input: 1 }, price: at }).source).toBe('computed');
    expect(noCharge('an error is not charged')).toMatchObject({ source: 'computed', totalPicoUsd: 0n });
  });

  it('a request fee is due once when requests are not counted', () => {
    const fee = price({ input: flat(0n), requests: flat(5_000_000_000_000_000n) });
    expect(total({ input: 10 }, fee)).toBe(5_000_000_000n);
    expect(total({ input: 10, requests: 2 }, fee)).toBe(10_000_000_000n);
  });
});

describe('a cost as it travels', () => {
  it('writes integers as decimal text', () => {
    const cost = costOf({ usage: { output: 3 }, price: price({ output: flat(15_000_000_000_000n) }) });
    expect(toRecord(cost)).toEqual({
      source: 'computed',
      totalPicoUsd: '45000000',
      lines: [{ bucket: 'output', quantity: 3, picoUsdPerMillion: '15000000000000', picoUsd: '45000000' }],
      priceId: 'p/m@undated#weir',
    });
  });
});
