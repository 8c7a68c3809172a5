import { setTimeout as sleep } from 'node:timers/promises';
import type { Observation } from '@weir/routing/live';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { openLocalState } from '@weir/state/open-local-state';
import { openState } from '@weir/state/open-state';
import type { State } from '@weir/state/state';
import { testRedis } from '@weir/testing/services';
import { afterEach, describe, expect, it } from 'vitest';
import { createLiveHealth, type LiveHealth } from './live-health.ts';

const log = createLogger({ name: 'health', level: 'silent' });
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** Live health over a Redis connection of its own, as each gateway process has it. */
async function gateway(instance: string, redisUrl: string): Promise<LiveHealth> {
  const state = await openState({ redisUrl, instance, log, now: Date.now });
  const health = createLiveHealth({ state, instance, now: Date.now, log });
  open.push(state, health);
  return health;
}

const keyId = uuidv7();
const candidateId = `openai/gpt@${keyId}`;

function observation(organizationId: string, change: Partial<Observation> = {}): Observation {
  return {
    organizationId,
    candidateId,
    providerKeyId: keyId,
    atMs: Date.now(),
    outcome: { kind: 'succeeded' },
    inputTokens: 100,
    firstTokenMs: 200,
    durationMs: 900,
    outputTokens: 50,
    ...change,
  };
}

function fail(health: LiveHealth, organizationId: string, times: number): void {
  for (let count = 0; count < times; count++) {
    health.begin(organizationId, candidateId);
    const outcome = { kind: 'failed', code: 'server_error', status: 500 } as const;
    health.end(observation(organizationId, { outcome, durationMs: 0 }));
  }
}

async function msUntil(isSo: () => boolean): Promise<number> {
  const from = performance.now();
  while (!isSo()) {
    if (performance.now() - from > 5_000) throw new Error('it did not come to that');
    await sleep(5);
  }
  return performance.now() - from;
}

function breaker(health: LiveHealth, organizationId: string) {
  return health.snapshot(organizationId).targets.get(candidateId)?.breaker;
}

describe('live health of several processes', () => {
  it('is known to a second at once, and to a third that starts cold within a second', async () => {
    const url = testRedis();
    const organizationId = uuidv7();
    const [one, two] = [await gateway('one', url), await gateway('two', url)];
    one.snapshot(organizationId);
    two.snapshot(organizationId);
    for (let count = 0; count < 50; count++) one.end(observation(organizationId));
    fail(one, organizationId, 5);
    const told = await msUntil(() => breaker(two, organizationId) === 'open');
    const three = await gateway('three', url);
    const cold = await msUntil(() => breaker(three, organizationId) === 'open');
    process.stdout.write(
      `a circuit that opens: known to another after ${told.toFixed(0)} ms, cold ${cold.toFixed(0)} ms\n`,
    );
    expect(told).toBeLessThan(1_000);
    expect(cold).toBeLessThan(1_000);
    expect(three.snapshot(organizationId).targets.get(candidateId)?.latency.small?.samples).toBeGreaterThan(40);
  });

  it('adds up what each has seen', async () => {
    const url = testRedis();
    const organizationId = uuidv7();
    const all = [await gateway('one', url), await gateway('two', url)];
    for (const health of all) for (let count = 0; count < 30; count++) health.end(observation(organizationId));
    for (const health of all) {
      await msUntil(() => (health.snapshot(organizationId).targets.get(candidateId)?.latency.small?.samples ?? 0) > 55);
      expect((await health.report(organizationId)).targets[0]?.attemptsPerMinute).toBe(60);
    }
  });

  it('benches a refused key for all, and takes it back for all once its secret is another', async () => {
    const url = testRedis();
    const organizationId = uuidv7();
    const [one, two] = [await gateway('one', url), await gateway('two', url)];
    const refused = (health: LiveHealth) =>
      health.snapshot(organizationId).targets.get(candidateId)?.keyRefusedUntilMs !== undefined;
    two.snapshot(organizationId);
    const outcome = { kind: 'failed', code: 'auth', status: 401 } as const;
    one.end(observation(organizationId, { outcome, secretTag: 'old' }));
    await msUntil(() => refused(two));
    expect((await two.report(organizationId)).refusedKeys).toMatchObject([{ providerKeyId: keyId, status: 401 }]);
    two.keepSecrets(organizationId, new Map([[keyId, 'new']]));
    await msUntil(() => !refused(one));
  });

  it('shows a gateway that had no calls what others know when it is asked', async () => {
    const url = testRedis();
    const organizationId = uuidv7();
    const one = await gateway('one', url);
    fail(one, organizationId, 5);
    await sleep(100);
    const report = await (await gateway('asked', url)).report(organizationId);
    expect(report.targets).toMatchObject([
      {
        candidateId,
        provider: 'openai',
        model: 'gpt',
        providerKeyId: keyId,
        breaker: 'open',
        lastFailure: { status: 500 },
      },
    ]);
  });

  it('keeps organizations apart', async () => {
    const url = testRedis();
    const [mine, other] = [uuidv7(), uuidv7()];
    const [one, two] = [await gateway('one', url), await gateway('two', url)];
    fail(one, mine, 5);
    await msUntil(() => breaker(two, mine) === 'open');
    expect(two.snapshot(other).targets.size).toBe(0);
    expect((await two.report(other)).targets).toEqual([]);
  });
});

describe('live health without the others', () => {
  it('goes on by what it sees itself while the state is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    const state: State = {
      ...openLocalState(Date.now),
      isShared: true,
      documents: { publish: away, read: away, versions: away },
      available: () => false,
    };
    const health = createLiveHealth({ state, instance: 'one', now: Date.now, log });
    open.push(health);
    fail(health, 'org', 5);
    expect(breaker(health, 'org')).toBe('open');
    await sleep(600);
    expect((await health.report('org')).targets).toHaveLength(1);
  });

  it('keeps one budget of hedges for a route until its limit changes', () => {
    const health = createLiveHealth({ state: openLocalState(Date.now), instance: 'one', now: Date.now, log });
    const budget = health.hedgeBudget('p/route', 5);
    expect(health.hedgeBudget('p/route', 5)).toBe(budget);
    expect(health.hedgeBudget('p/route', 10)).not.toBe(budget);
    expect(health.hedgeBudget('p/other', 5)).not.toBe(budget);
  });

  it('says what a hedge buys once both are known', () => {
    const health = createLiveHealth({ state: openLocalState(Date.now), instance: 'one', now: Date.now, log });
    const second = 'groq/other';
    const pair = { first: candidateId, second, size: 'small' } as const;
    expect(health.hedgeGain('org', pair)).toBeUndefined();
    for (let count = 0; count < 200; count++) {
      health.end(observation('org', { firstTokenMs: count % 20 === 0 ? 20_000 : 300 + count }));
      health.end(observation('org', { candidateId: second, firstTokenMs: 400 + count }));
    }
    const gain = health.hedgeGain('org', { ...pair, delayMs: 600 });
    expect(gain?.isWorth).toBe(true);
    expect(gain?.p99BeforeMs).toBeGreaterThan(15_000);
    expect(gain?.p99AfterMs).toBeLessThan(2_000);
  });

  it('costs a call a few microseconds', () => {
    const health = createLiveHealth({ state: openLocalState(Date.now), instance: 'one', now: Date.now, log });
    const ids = Array.from({ length: 20 }, (_, at) => `openai/m${at}@${keyId}`);
    const calls = 100_000;
    const run = (): number => {
      const from = performance.now();
      for (let call = 0; call < calls; call++) {
        const id = ids[call % ids.length] ?? '';
        health.snapshot('org');
        health.begin('org', id);
        health.end(
          observation('org', { candidateId: id, firstTokenMs: 150 + (call % 100), headroom: { requests: 0.5 } }),
        );
      }
      return ((performance.now() - from) / calls) * 1_000;
    };
    run();
    const us = run();
    process.stdout.write(`live health of a call: ${us.toFixed(1)} µs\n`);
    // It takes one or two; the machine may be busy with something else.
    expect(us).toBeLessThan(50);
  });
});
