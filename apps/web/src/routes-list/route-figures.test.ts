import type { Strategy } from '@weir/routing/route-plan';
import { describe, expect, it } from 'vitest';
import type { Target } from '../health/health-data.ts';
import { routeHealth } from './route-health.ts';
import { trafficOf, type UsageLine } from './traffic.ts';

function line(group: UsageLine['group'], change: Partial<UsageLine> = {}): UsageLine {
  return { at: null, group, calls: 0, attempts: 0, usd: '0', simulatedUsd: '0', ...change };
}

const [first, second] = ['2026-11-28T00:00:00.000Z', '2026-11-28T01:00:00.000Z'];
const span = { from: first, to: '2026-11-28T02:00:00.000Z' };

describe('a day of a route', () => {
  const own = { project: 'p1', route: 'a' };
  const reports = {
    hours: {
      data: [
        line({ ...own, status: 'succeeded' }, { at: first, calls: 2, attempts: 2, usd: '0.25' }),
        line({ ...own, status: 'succeeded' }, { at: second, calls: 4, attempts: 4, usd: '0.25' }),
        line({ ...own, status: 'failed' }, { at: second, calls: 2, attempts: 3, usd: null }),
        line({ ...own, status: 'canceled' }, { at: second, calls: 2 }),
        line({ project: 'p2', route: 'a', status: 'failed' }, { at: second, calls: 50 }),
        line({ project: 'p1', route: null, status: 'failed' }, { at: second, calls: 50 }),
      ],
      intervals: [{ at: first }, { at: second }],
      ...span,
    },
    targets: {
      data: [
        line({ ...own, provider: 'groq', model: 'x' }, { attempts: 3 }),
        line({ ...own, provider: 'openai', model: 'y' }, { attempts: 9 }),
        line({ ...own, provider: null, model: null }, { calls: 1 }),
        line({ project: 'p2', route: 'a', provider: 'openai', model: 'z' }, { attempts: 9 }),
      ],
    },
  };

  it('counts calls, and of those that were not canceled those that succeeded', () => {
    const traffic = trafficOf({ projectId: 'p1', name: 'a' }, reports);
    expect(traffic).toMatchObject({ calls: 10, usd: '0.5', success: 0.75, series: [2, 8] });
  });

  it('has the share of each target by attempts, the largest first', () => {
    expect(trafficOf({ projectId: 'p1', name: 'a' }, reports).shares).toEqual([
      { name: 'openai/y', attempts: 9, share: 0.75 },
      { name: 'groq/x', attempts: 3, share: 0.25 },
    ]);
  });

  it('of a route that nobody called is empty, not unknown', () => {
    expect(trafficOf({ projectId: 'p1', name: 'c' }, reports)).toEqual({
      ...{ span, calls: 0, usd: '0', simulatedUsd: '0', success: null, series: [0, 0], shares: [] },
    });
  });

  it('of attempts that do not name their route has an unknown cost, of refused calls none', () => {
    const cost = (status: string, attempts: number) => {
      const data = [line({ ...own, status }, { calls: 3, attempts, usd: '2' })];
      return trafficOf({ projectId: 'p1', name: 'a' }, { ...reports, hours: { data, intervals: [], ...span } }).usd;
    };
    expect([cost('succeeded', 0), cost('succeeded', 2), cost('succeeded', 3)]).toEqual([null, null, '2']);
    expect(cost('refused', 0)).toBe('2');
  });

  it('costs what is unknown where nothing else is known', () => {
    const data = [line({ ...own, status: 'succeeded' }, { calls: 1, usd: null })];
    expect(
      trafficOf({ projectId: 'p1', name: 'a' }, { ...reports, hours: { data, intervals: [], ...span } }).usd,
    ).toBeNull();
  });
});

const nowMs = 1_000;
const live = (provider: string, change: Partial<Target> = {}): Target => ({
  ...{ candidateId: `${provider}/m`, provider, model: 'm', breaker: 'closed', inFlight: 0, attemptsPerMinute: 9 },
  latency: {},
  ...change,
});
const target = (provider: string, providerKeyId?: string): Strategy => ({
  ...{ kind: 'target', provider, model: 'm' },
  ...(providerKeyId === undefined ? {} : { providerKeyId }),
});

describe('the health of a route', () => {
  const strategy: Strategy = { kind: 'fallback', children: [target('a'), target('b')] };

  it('is that of its worst target', () => {
    expect(routeHealth(strategy, [live('a'), live('b', { breaker: 'open' })], nowMs)).toEqual({
      ...{ worst: 'open', targets: 2, out: 1 },
    });
  });

  it('takes a target for as well as the best of its keys, but for one that is pinned to a key', () => {
    const keys = [live('a', { providerKeyId: 'k1', breaker: 'open' }), live('a', { providerKeyId: 'k2' })];
    expect(routeHealth(target('a'), keys, nowMs).worst).toBe('well');
    const quiet = [live('a', { breaker: 'open' }), live('a', { attemptsPerMinute: 0 })];
    expect(routeHealth(target('a'), quiet, nowMs)).toMatchObject({ worst: 'quiet', out: 0 });
    expect(routeHealth(target('a', 'k1'), keys, nowMs)).toEqual({ worst: 'open', targets: 1, out: 1 });
  });

  it('is quiet where nobody called lately', () => {
    expect(routeHealth(strategy, [], nowMs)).toEqual({ worst: 'quiet', targets: 2, out: 0 });
  });
});
