import { describe, expect, it } from 'vitest';
import type { ReportedTarget } from '../health-report.ts';
import type { HedgedPair } from '../race/hedge-gain.ts';
import { withHedges } from './with-hedges.ts';

function target(name: string, firstTokenP50Ms: number, change: Partial<ReportedTarget> = {}): ReportedTarget {
  const [provider = '', model = ''] = name.split('/');
  const times = { samples: 40, firstTokenP50Ms, firstTokenP95Ms: firstTokenP50Ms * 3 };
  const live = { breaker: 'closed', inFlight: 0, attemptsPerMinute: 9, latency: { medium: times } } as const;
  return { candidateId: name, provider, model, ...live, ...change };
}

const gain = {
  ...{ hedgedShare: 0.05, p95BeforeMs: 900, p95AfterMs: 800, p99BeforeMs: 6_000, p99AfterMs: 1_200 },
  ...{ restMs: 500, otherMs: 200, isWorth: true },
};

function asked(...targets: ReportedTarget[]) {
  const pairs: HedgedPair[] = [];
  const report = { snapshotId: 's', atMs: 0, targets, refusedKeys: [] };
  const told = withHedges(report, (pair) => {
    pairs.push(pair);
    return gain;
  });
  return { pairs, targets: told.targets };
}

describe('what a hedge would buy', () => {
  it('is told with the quickest target of another provider, for the size that is asked most', () => {
    const { pairs, targets } = asked(
      target('a/m', 300),
      target('b/slow', 500),
      target('c/quick', 100),
      target('a/n', 50),
    );
    expect(pairs[0]).toEqual({ first: 'a/m', second: 'c/quick', size: 'medium' });
    expect(targets[0]?.hedge).toMatchObject({ withCandidateId: 'c/quick', p99BeforeMs: 6_000, p99AfterMs: 1_200 });
  });

  it('is not told of a target without another provider that is well and known', () => {
    const few = { medium: { samples: 3, firstTokenP50Ms: 50, firstTokenP95Ms: 60 } };
    const { targets } = asked(
      target('a/m', 300),
      target('a/n', 100),
      target('b/m', 10, { breaker: 'open' }),
      target('c/m', 10, { latency: few }),
    );
    expect(targets[0]).not.toHaveProperty('hedge');
  });
});
