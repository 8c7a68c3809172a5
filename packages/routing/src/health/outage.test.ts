import { recordProof } from '@weir/testing/proofs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metIn, type Phase, type Seen, well } from './outage.test-support.ts';

const minuteMs = 60_000;

/** A minute of trouble after twenty well seconds, and another well minute; the worst of twenty runs. */
function outage(trouble: Omit<Phase, 'forMs'>) {
  const phases = [well(20_000), { ...trouble, forMs: minuteMs }, well(minuteMs)];
  const runs = Array.from({ length: 20 }, (_, seed) => metIn(phases, seed));
  const most = (read: (seen: Seen) => number, phase: number) =>
    Math.max(...runs.flatMap((run) => run[phase] ?? []).map(read));
  return {
    tried: most(({ tried }) => tried, 1),
    attempts: most(({ attempts }) => attempts, 1),
    closed: runs.map((run) => run[1]?.closed ?? 0).sort((a, b) => a - b),
    backMs: most(({ closedAfterMs }) => closedAfterMs, 2),
    lastClosed: runs.map((run) => run[2]?.closed ?? 0),
  };
}

const kinds = {
  refuses: { share: 1, tookMs: 20 },
  'is silent': { share: 1, tookMs: 30_000 },
  'answers after 20 s': { share: 1, tookMs: 20_000, isSlow: true },
  'fails four of five calls': { share: 0.8, tookMs: 20 },
  'fails every other call': { share: 0.5, tookMs: 20 },
} as const;

describe('an outage of a minute under 50 calls a second', () => {
  it.each(Object.entries(kinds))('costs few calls, and they are back within 30 s: the target %s', (kind, trouble) => {
    const { tried, attempts, backMs } = outage(trouble);
    recordProof(`circuit, an outage in which the target ${kind}`, {
      'calls that try it, at most (%)': (tried * 100).toFixed(2),
      'attempts at it, of calls, at most (%)': (attempts * 100).toFixed(2),
      'back after, at most (ms)': backMs,
    });
    expect(tried).toBeLessThan(0.05);
    expect(attempts).toBeLessThan(0.05);
    expect(backMs).toBeLessThan(30_000);
  });

  it('leaves a target its calls that fails a fifth of them', () => {
    const { closed, backMs } = outage({ share: 0.2, tookMs: 20 });
    const median = closed[closed.length >> 1] ?? 0;
    const least = closed[0] ?? 0;
    recordProof('circuit, a target that fails one in five calls', {
      'of the time closed, median (%)': (median * 100).toFixed(1),
      'least of 20 runs (%)': (least * 100).toFixed(1),
    });
    expect(median).toBeGreaterThan(0.95);
    expect(backMs).toBeLessThan(30_000);
  });

  it('is borne alike whatever the target did before, and ends alike', () => {
    const phase = fc.record({
      forMs: fc.integer({ min: 1, max: 1_000 }).map((n) => n * 20),
      share: fc.constantFrom(0, 0, 0.1, 0.3, 0.5, 0.7, 1),
      tookMs: fc.integer({ min: 20, max: 500 }),
    });
    const sick = fc.record({
      forMs: fc.constant(minuteMs),
      share: fc.double({ min: 0.5, max: 1, noNaN: true }),
      tookMs: fc.integer({ min: 20, max: 200 }),
    });
    const runs = fc.tuple(fc.array(phase, { maxLength: 8 }), sick, fc.integer());
    fc.assert(
      fc.property(runs, ([before, trouble, seed]) => {
        const seen = metIn([...before, trouble, well(minuteMs)], seed);
        expect(seen.at(-2)?.tried).toBeLessThan(0.05);
        expect(seen.at(-1)?.closedAfterMs).toBeLessThan(30_000);
        // Once it is closed it stays so.
        expect(seen.at(-1)?.closed).toBeGreaterThan(0.5);
      }),
      { seed: 20261128, numRuns: 150 },
    );
  });
});
