import { setTimeout as sleep } from 'node:timers/promises';
import { encodeQualityModel } from '@weir/routing/smart/encode-quality-model';
import { learn } from '@weir/routing/smart/learn';
import { emptyQualityModel, featureCount } from '@weir/routing/smart/quality-model';
import { createLogger } from '@weir/runtime/logger';
import { afterEach, describe, expect, it } from 'vitest';
import { createQualityStates, type QualityStatesOptions } from './quality-states.ts';
import { closeAll, start, waitFor } from './test-access.ts';
import { TestStore } from './test-store.ts';

/** A state of so many labels, of `models` models. */
function stateOf(labels: number, models = 1): Uint8Array {
  const state = emptyQualityModel();
  for (let n = 0; n < labels; n += 1) {
    const model = `lab/m${n % models}`;
    learn(state, { kind: 'score', model, score: 1, task: 'chat', features: new Uint16Array(), weight: 1 });
  }
  return encodeQualityModel(state);
}

const closing: { close(): void }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0)) each.close();
  await closeAll();
});

function keeper(store: TestStore, over: Partial<QualityStatesOptions> = {}) {
  const lines: string[] = [];
  const log = createLogger({ name: 'test', destination: { write: (line) => void lines.push(line) } });
  const states = createQualityStates({ store, now: Date.now, log, refreshMs: 3_600_000, ...over });
  closing.push(states);
  return { states, lines };
}

const idle = () => sleep(5);
const count = (store: TestStore, name: string) => store.queries.filter((query) => query === name).length;

describe('what a project has learnt', () => {
  it('is read once the first call asks, in the background, and is at hand from then on', async () => {
    const store = new TestStore();
    const { config } = store.project();
    store.qualities.set(config.projectId, { version: 7, state: stateOf(30) });
    const { states } = keeper(store);
    expect(states.current(config)).toBeUndefined();
    expect(states.current(config)).toBeUndefined();
    await idle();
    expect(states.current(config)?.labels).toBe(30);
    expect(states.current(config)).toBe(states.current(config));
    expect(count(store, 'qualityState')).toBe(1);
  });

  it('is nothing for a project that nobody has rated, which is not asked for again and again', async () => {
    const store = new TestStore();
    const { config } = store.project();
    const { states } = keeper(store);
    states.current(config);
    await idle();
    await states.refresh();
    await states.refresh();
    expect(states.current(config)).toBeUndefined();
    expect([count(store, 'qualityState'), count(store, 'qualityVersions')]).toEqual([1, 2]);
  });

  it('is read again when its version changes, after a reset too, and then alone', async () => {
    const store = new TestStore();
    const [one, other] = [store.project().config, store.project().config];
    for (const { projectId } of [one, other]) store.qualities.set(projectId, { version: 1, state: stateOf(30) });
    const { states } = keeper(store);
    for (const config of [one, other]) states.current(config);
    await idle();
    store.qualities.set(one.projectId, { version: 2, state: stateOf(40) });
    await states.refresh();
    expect([states.current(one)?.labels, states.current(other)?.labels]).toEqual([40, 30]);
    store.qualities.set(one.projectId, { version: 3, state: undefined });
    await states.refresh();
    expect(states.current(one)).toBeUndefined();
    expect([count(store, 'qualityState'), count(store, 'qualityVersions')]).toEqual([4, 2]);
  });

  it('is not looked at where nobody has asked for ten minutes', async () => {
    const store = new TestStore();
    const { config } = store.project();
    const clock = { nowMs: 1_000_000 };
    const { states } = keeper(store, { now: () => clock.nowMs });
    states.current(config);
    await idle();
    clock.nowMs += 601_000;
    await states.refresh();
    expect(count(store, 'qualityVersions')).toBe(0);
    states.current(config);
    await states.refresh();
    expect(count(store, 'qualityVersions')).toBe(1);
  });

  it('counts as nothing where it cannot be read, which is said once', async () => {
    const store = new TestStore();
    const { config } = store.project();
    store.qualities.set(config.projectId, { version: 1, state: Uint8Array.of(1, 2, 3) });
    const { states, lines } = keeper(store);
    states.current(config);
    await idle();
    await states.refresh();
    expect(states.current(config)).toBeUndefined();
    expect(lines.filter((line) => line.includes('cannot be read'))).toHaveLength(1);
  });

  it('takes a bounded room: the project that was asked for longest ago gives way', async () => {
    const store = new TestStore();
    const clock = { nowMs: 1_000_000 };
    const configs = [1, 2, 3].map(() => store.project().config);
    for (const { projectId } of configs) store.qualities.set(projectId, { version: 1, state: stateOf(30, 2) });
    const { states } = keeper(store, { now: () => clock.nowMs, bytesMax: 5 * featureCount * 8 });
    const [first, second, third] = configs;
    if (first === undefined || second === undefined || third === undefined) throw new Error('there are three');
    for (const config of [first, second]) {
      states.current(config);
      clock.nowMs += 2_000;
      await idle();
    }
    states.current(first);
    states.current(third);
    await idle();
    expect([states.current(first)?.labels, states.current(third)?.labels]).toEqual([30, 30]);
    expect(states.current(second)).toBeUndefined();
  });
});

describe('the database being away', () => {
  it('leaves the last known state, is said once, and is over by itself', async () => {
    const store = new TestStore();
    const { config } = store.project();
    store.qualities.set(config.projectId, { version: 1, state: stateOf(30) });
    const { states, lines } = keeper(store);
    states.current(config);
    await idle();
    store.isAway = true;
    await states.refresh();
    await states.refresh();
    const { config: unknown } = store.project();
    expect(states.current(unknown)).toBeUndefined();
    await idle();
    expect(states.current(config)?.labels).toBe(30);
    expect(lines.filter((line) => line.includes('what is known stays'))).toHaveLength(1);
    store.isAway = false;
    store.qualities.set(config.projectId, { version: 2, state: stateOf(40) });
    store.qualities.set(unknown.projectId, { version: 1, state: stateOf(50) });
    await states.refresh();
    expect([states.current(config)?.labels, states.current(unknown)?.labels]).toEqual([40, 50]);
  });
});

describe('access', () => {
  const target = { kind: 'target', provider: 'lab', model: 'm0' } as const;

  it('has the state of a project with smart routes by the time its key is known', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    const plan = { strategy: { kind: 'fallback', children: [{ kind: 'smart', children: [target] }, target] } } as const;
    store.qualities.set(config.projectId, { version: 1, state: stateOf(30) });
    store.publish({ ...config, routes: [{ id: config.projectId, name: 'talk', version: 1, plan }] });
    store.onRead = () => sleep(10);
    const access = await start(store);
    await access.authenticate(key);
    expect(access.qualityStates.current(config)?.labels).toBe(30);
  });

  it('reads none for a project whose routes ask for no quality', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish({
      ...config,
      routes: [{ id: config.projectId, name: 'talk', version: 1, plan: { strategy: target } }],
    });
    const access = await start(store);
    await access.authenticate(key);
    expect(count(store, 'qualityState')).toBe(0);
  });

  it('follows a changed state by itself', async () => {
    const store = new TestStore();
    const { config } = store.project();
    const access = await start(store, { qualityRefreshMs: 20 });
    access.qualityStates.current(config);
    await idle();
    store.qualities.set(config.projectId, { version: 1, state: stateOf(30) });
    await waitFor(() => access.qualityStates.current(config)?.labels === 30, 1_000);
  });
});
