import { describe, expect, it } from 'vitest';
import type { Health, Target } from './health-data.ts';
import { healthRows, summarize } from './health-rows.ts';

const nowMs = 1_000_000;

function target(provider: string, change: Partial<Target> = {}): Target {
  const latency = { small: { samples: 100, firstTokenP50Ms: 200, firstTokenP95Ms: 900, tokensPerSecond: 80 } };
  return {
    ...{ candidateId: `${provider}/m@k-${provider}`, provider, model: 'm', providerKeyId: `k-${provider}` },
    ...{ breaker: 'closed', inFlight: 1, attemptsPerMinute: 30, latency },
    ...change,
  };
}

function rowsOf(...targets: Target[]) {
  const health: Health = { snapshotId: 's', atMs: nowMs, targets, refusedKeys: [] };
  return healthRows(health, 'usual', nowMs);
}

describe('live health', () => {
  it('says the worst of a target first', () => {
    const open = { breaker: 'open', openUntilMs: nowMs + 5_000, attemptsPerMinute: 0, inFlight: 0 } as const;
    const states = rowsOf(
      target('a', { ...open, keyRefusedUntilMs: nowMs + 60_000 }),
      target('b', open),
      target('c', { breaker: 'probe' }),
      target('d', { headroom: { requests: 0, spentUntilMs: nowMs + 800 } }),
      target('e', { errorShare: 0.2 }),
      target('f', { errorShare: 0.01 }),
      target('g', { attemptsPerMinute: 0, inFlight: 0 }),
    );
    expect(states.map(({ state, leftMs }) => [state, leftMs])).toEqual([
      ['refused', 60_000],
      ['open', 5_000],
      ['probe', undefined],
      ['spent', 800],
      ['failing', undefined],
      ['well', undefined],
      ['quiet', undefined],
    ]);
  });

  it('no longer counts a refusal or a spent limit that is over', () => {
    const [row] = rowsOf(target('a', { keyRefusedUntilMs: nowMs - 1, headroom: { spentUntilMs: nowMs - 1 } }));
    expect(row?.state).toBe('well');
  });

  it('keeps its order whatever the figures do', () => {
    const names = (rows: ReturnType<typeof rowsOf>) => rows.map(({ target: { provider } }) => provider);
    const before = names(rowsOf(target('b', { errorShare: 0.9 }), target('a')));
    expect(names(rowsOf(target('a', { attemptsPerMinute: 900 }), target('b')))).toEqual(before);
  });

  it('shows the times that a target has the most of, or those of one size', () => {
    const times = (samples: number, p50: number) => ({ samples, firstTokenP50Ms: p50, firstTokenP95Ms: p50 * 4 });
    const two = target('a', { latency: { small: times(3, 100), large: times(40, 700) } });
    const health: Health = { snapshotId: 's', atMs: nowMs, targets: [two], refusedKeys: [] };
    expect(rowsOf(two)[0]?.latency?.size).toBe('large');
    expect(healthRows(health, 'small', nowMs)[0]?.latency?.firstTokenP50Ms).toBe(100);
    expect(healthRows(health, 'huge', nowMs)[0]?.latency).toBeUndefined();
  });

  it('weighs failures by attempts, and leaves out targets of which nothing is known', () => {
    const all = summarize(
      rowsOf(
        target('a', { attemptsPerMinute: 90, errorShare: 0 }),
        target('b', { attemptsPerMinute: 10, errorShare: 0.5 }),
        target('c', { attemptsPerMinute: 60 }),
      ),
    );
    expect(all).toMatchObject({ targets: 3, well: 2, attention: 1, open: 0, attemptsPerMinute: 160, inFlight: 3 });
    expect(all.errorShare).toBeCloseTo(0.05);
    expect(summarize([]).errorShare).toBeUndefined();
  });
});
