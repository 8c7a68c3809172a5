import { describe, expect, it } from 'vitest';
import { binOf } from '../health/log-bins.ts';
import { noTimes, percentileMs, type Survival, survivalOf } from '../health/survival.ts';
import { hedgeGain } from './hedge-gain.ts';

function survival(times: readonly number[], open: readonly number[] = []): Survival {
  const into = noTimes();
  for (const ms of times) into.ended[binOf(ms)] = (into.ended[binOf(ms)] ?? 0) + 1;
  for (const ms of open) into.open[binOf(ms)] = (into.open[binOf(ms)] ?? 0) + 1;
  const found = survivalOf(into);
  if (found === undefined) throw new Error('no times');
  return found;
}

/** A body of times around half a second, of which a `stalled` share takes most of a minute. */
function body(stalled: number): number[] {
  return Array.from({ length: 2_000 }, (_, at) => (at < stalled * 2_000 ? 20_000 + at * 20 : 300 + (at % 400)));
}

describe('hedgeGain', () => {
  it('cuts the tail of a target with rare stalls, for as many hedges as are late', () => {
    const first = survival(body(0.02));
    const gain = hedgeGain(first, survival(body(0.02)), percentileMs(first, 0.95));
    expect(gain?.hedgedShare).toBeCloseTo(0.05, 2);
    expect(gain?.p99BeforeMs).toBeGreaterThan(20_000);
    expect(gain?.p99AfterMs).toBeLessThan(1_500);
    expect(gain?.isWorth).toBe(true);
  });

  it('gains next to nothing where times have no tail', () => {
    const first = survival(body(0));
    const gain = hedgeGain(first, survival(body(0)), percentileMs(first, 0.95));
    expect((gain?.p99AfterMs ?? 0) / (gain?.p99BeforeMs ?? 1)).toBeGreaterThan(0.9);
    expect(gain?.isWorth).toBe(false);
  });

  it('is not worth it where the other target is slow as well', () => {
    const slow = body(0).map((ms) => ms * 20);
    const first = survival(slow);
    expect(hedgeGain(first, survival(slow), percentileMs(first, 0.95))?.isWorth).toBe(false);
  });

  it('is worth it where calls that are late are always cut off: nobody knows when they would have ended', () => {
    const first = survival(
      body(0),
      Array.from({ length: 60 }, () => 1_200),
    );
    expect(hedgeGain(first, survival(body(0)), 800)).toMatchObject({ isWorth: true, restMs: undefined });
  });

  it('says nothing where the times of either are unknown', () => {
    expect(hedgeGain(undefined, survival([1]), 10)).toBeUndefined();
    expect(hedgeGain(survival([1]), undefined, 10)).toBeUndefined();
  });
});
