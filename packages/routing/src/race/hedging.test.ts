import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { recordProof } from '@weir/testing/proofs';
import { referenceFile } from '@weir/testing/reference';
import { scaled } from '@weir/testing/scale';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { randomFrom } from '../health/random.test-support.ts';
import { type Draw, hedgedCalls, percentileOf, predictedP99 } from './hedged-calls.test-support.ts';

const calls = scaled({ scaled: 22_000, full: 60_000 });
const warmUp = 2_000;

function drawFrom(times: readonly number[]): Draw {
  return (random) => times[Math.floor(random() * times.length)] ?? 0;
}

/** Times with a body around `median` ms and a `stalled` share of 20 s and more. */
function mixture(seed: number, { median = 500, sigma = 0.35, stalled = 0.02 } = {}): number[] {
  const { random, normal } = randomFrom(seed);
  return Array.from({ length: 5_000 }, () =>
    random() < stalled ? 20_000 + 80_000 * random() : median * Math.exp(sigma * normal()),
  );
}

function run(first: readonly number[], second: readonly number[], seed: number) {
  const world = { calls, gapMs: 100, extraSpendMaxPercent: 5, seed };
  const { calls: all, extraShare } = hedgedCalls({ ...world, first: drawFrom(first), second: drawFrom(second) });
  const settled = all.slice(warmUp);
  const p99 = percentileOf(
    settled.map(({ firstTokenMs }) => firstTokenMs),
    0.99,
  );
  const hedgedShare = settled.filter(({ hedged }) => hedged).length / settled.length;
  return { p99, hedgedShare, extraShare, predicted: predictedP99(first, second), before: percentileOf(first, 0.99) };
}

function report(name: string, { p99, hedgedShare, extraShare, predicted, before }: ReturnType<typeof run>): void {
  recordProof(`hedging, ${name}`, {
    calls,
    'p99 without (ms)': Math.round(before),
    'p99 (ms)': Math.round(p99),
    'predicted (ms)': Math.round(predicted),
    'hedged (%)': (hedgedShare * 100).toFixed(2),
    'extra spend (%)': (extraShare * 100).toFixed(2),
  });
}

function expectLaw({ p99, hedgedShare, extraShare, predicted, before }: ReturnType<typeof run>): void {
  expect(Math.abs(p99 / predicted - 1)).toBeLessThan(0.1);
  expect(p99).toBeLessThan(before);
  expect(hedgedShare).toBeGreaterThan(0.04);
  expect(hedgedShare).toBeLessThan(0.06);
  expect(extraShare).toBeLessThanOrEqual(0.05);
}

const row = z.object({ endpoint: z.string(), ttft_s: z.number() });

/** Recorded times by endpoint, in milliseconds. */
function recordedTimes(): Map<string, number[]> {
  const path = referenceFile('routing/first-token-times.jsonl.gz', 'hedging on recorded first-token times');
  const times = new Map<string, number[]>();
  if (path === undefined) return times;
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const { endpoint, ttft_s: seconds } = row.parse(JSON.parse(line));
    times.set(endpoint, [...(times.get(endpoint) ?? []), seconds * 1_000]);
  }
  return times;
}

describe('hedging after the live p95', () => {
  it('gives the p99 that the law predicts, for one call in twenty, where one in fifty stalls', () => {
    const result = run(mixture(1), mixture(2), 3);
    report('one in fifty stalls', result);
    expectLaw(result);
  });

  it('does so on recorded times', () => {
    const recorded = recordedTimes();
    const pooled = [...recorded.values()].flat();
    const pairs = [
      ['together_13b', 'fireworks_13b'],
      ['fireworks_7b', 'anyscale_7b'],
    ] as const;
    if (pooled.length === 0) return;
    const mixed = run(pooled, pooled, 5);
    report('all recorded times', mixed);
    expectLaw(mixed);
    for (const [at, [first, second]] of pairs.entries()) {
      const result = run(recorded.get(first) ?? [], recorded.get(second) ?? [], 7 + at);
      report(`${first} to ${second}`, result);
      expectLaw(result);
    }
  });

  it('stops where the other target is no faster than what is left to wait', () => {
    const smooth = mixture(4, { stalled: 0, sigma: 0.2 });
    const result = run(smooth, mixture(5, { stalled: 0, sigma: 0.2 }), 6);
    report('no tail', result);
    expect(result.hedgedShare).toBeLessThan(0.002);
  });

  it('stops while both are slow, and begins again when they are well', () => {
    const slowFrom = 5_000 * 100;
    const slowUntil = 15_000 * 100;
    const slowed = (times: readonly number[]): Draw => {
      const draw = drawFrom(times);
      return (random, atMs) => draw(random, atMs) * (atMs >= slowFrom && atMs < slowUntil ? 8 : 1);
    };
    const { calls: all } = hedgedCalls({
      calls: 22_000,
      gapMs: 100,
      extraSpendMaxPercent: 5,
      seed: 9,
      first: slowed(mixture(1)),
      second: slowed(mixture(2)),
    });
    const share = (fromMs: number, untilMs: number) => {
      const within = all.filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < untilMs);
      return within.filter(({ hedged }) => hedged).length / within.length;
    };
    const turning = share(slowFrom, slowFrom + 30_000);
    recordProof('hedging while both are slow', {
      'hedged before (%)': (share(200_000, slowFrom) * 100).toFixed(2),
      'in the first 30 s (%)': (turning * 100).toFixed(2),
      'while slow (%)': (share(slowFrom + 30_000, slowUntil) * 100).toFixed(2),
      'after (%)': (share(slowUntil + 60_000, Number.POSITIVE_INFINITY) * 100).toFixed(2),
    });
    expect(turning).toBeLessThan(0.1);
    expect(share(slowFrom + 30_000, slowUntil)).toBe(0);
    expect(share(slowUntil + 60_000, Number.POSITIVE_INFINITY)).toBeGreaterThan(0.03);
  });
});
