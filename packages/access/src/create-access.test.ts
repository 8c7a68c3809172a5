import { setTimeout as sleep } from 'node:timers/promises';
import { WeirError } from '@weir/protocol/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { hashKey, mintGatewayKey } from './gateway-key.ts';
import { closeAll, isRefused, outcome, start, waitFor } from './test-access.ts';
import { TestStore } from './test-store.ts';

afterEach(closeAll);

describe('a known key', () => {
  it('is granted its project and principal, from memory from the second time on', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    const first = access.authenticate(key);
    expect(first).toBeInstanceOf(Promise);
    const grant = await first;
    expect(grant).toEqual({
      principal: {
        organizationId: config.organizationId,
        projectId: config.projectId,
        gatewayKeyId: config.gatewayKeys[0]?.id,
        attributes: { env: 'test' },
      },
      config,
      key: config.gatewayKeys[0],
    });
    expect(access.authenticate(key)).toBe(grant);
    expect(store.queries.filter((name) => name === 'byKeyHash')).toHaveLength(1);
  });

  it('is granted what cannot be changed', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const grant = await (await start(store)).authenticate(key);
    expect(() => Object.assign(grant.config, { version: 2 })).toThrow(TypeError);
    expect(() => Object.assign(grant.principal.attributes, { env: 'x' })).toThrow(TypeError);
    expect(() => grant.config.gatewayKeys.push()).toThrow(TypeError);
  });

  it('is looked up once, however many ask at the same time', async () => {
    const store = new TestStore();
    store.onRead = () => sleep(20);
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    const grants = await Promise.all(Array.from({ length: 100 }, () => access.authenticate(key)));
    expect(new Set(grants).size).toBe(1);
    expect(store.queries.filter((name) => name === 'byKeyHash')).toHaveLength(1);
  });
});

describe('an unknown key', () => {
  it.each(['', 'sk-abc', `weir_gk_${'0'.repeat(38)}`])(
    'of a wrong form is refused without a look-up: %j',
    async (key) => {
      const store = new TestStore();
      const access = await start(store);
      expect(() => access.authenticate(key)).toThrow('not valid');
      expect(store.queries).not.toContain('byKeyHash');
    },
  );

  it('is looked up once a second at most', async () => {
    const store = new TestStore();
    let nowMs = 1_000_000;
    const access = await start(store, { now: () => nowMs });
    const key = mintGatewayKey();
    const lookUps = () => store.queries.filter((name) => name === 'byKeyHash').length;
    expect(await outcome(access, key)).toBe('invalid_key');
    nowMs += 999;
    expect(() => access.authenticate(key)).toThrow(WeirError);
    expect(lookUps()).toBe(1);
    nowMs += 2;
    expect(await outcome(access, key)).toBe('invalid_key');
    expect(lookUps()).toBe(2);
  });

  it('works as soon as it is published, a second after it was refused', async () => {
    const store = new TestStore();
    let nowMs = 1_000_000;
    const access = await start(store, { now: () => nowMs });
    const { key, config } = store.project();
    expect(await outcome(access, key)).toBe('invalid_key');
    store.publish(config);
    nowMs += 1_001;
    expect(await outcome(access, key)).toMatchObject({ config: { projectId: config.projectId } });
  });

  it('is turned away in a flood before it reaches the database', async () => {
    const store = new TestStore();
    const access = await start(store);
    store.onRead = () => sleep(50);
    const outcomes = await Promise.all(Array.from({ length: 400 }, () => outcome(access, mintGatewayKey())));
    expect(outcomes.filter((code) => code === 'invalid_key')).toHaveLength(256);
    expect(outcomes.filter((code) => code === 'overloaded')).toHaveLength(144);
  });
});

describe('expiry', () => {
  it('is judged at each call', async () => {
    const store = new TestStore();
    let nowMs = Date.parse('2026-01-01T00:00:00Z');
    const { key, config } = store.project({ expiresAt: '2026-01-01T00:01:00Z' });
    store.publish(config);
    const access = await start(store, { now: () => nowMs });
    expect(await outcome(access, key)).toMatchObject({ config });
    nowMs += 59_999;
    expect(await outcome(access, key)).toMatchObject({ config });
    nowMs += 1;
    expect(() => access.authenticate(key)).toThrow('This gateway key expired at 2026-01-01T00:01:00.000Z.');
    expect(await outcome(access, key)).toBe('expired_key');
  });

  it('ends the grace of a key that was replaced, not the new one', async () => {
    const store = new TestStore();
    let nowMs = Date.parse('2026-01-01T00:00:00Z');
    const old = mintGatewayKey();
    const previous = { hash: hashKey(old), graceUntil: '2026-01-01T01:00:00Z' };
    const { key, config } = store.project({ previous });
    store.publish(config);
    const access = await start(store, { now: () => nowMs });
    expect(await outcome(access, old)).toMatchObject({ principal: { gatewayKeyId: config.gatewayKeys[0]?.id } });
    nowMs += 3_600_000;
    expect(() => access.authenticate(old)).toThrow('was replaced and held until 2026-01-01T01:00:00.000Z');
    expect(await outcome(access, old)).toBe('expired_key');
    expect(await outcome(access, key)).toMatchObject({ config });
  });
});

describe('a change', () => {
  it('is felt at once when the hint arrives', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    await access.authenticate(key);
    store.publish({ ...config, version: 2, gatewayKeys: [] });
    expect(await waitFor(isRefused(access, key))).toBeLessThan(200);
    expect(access.status().projects).toBe(0);
  });

  it('is felt within a second when every hint is lost', async () => {
    const store = new TestStore();
    store.sendsHints = false;
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    await access.authenticate(key);
    store.remove(config);
    expect(await waitFor(isRefused(access, key))).toBeLessThan(1_000);
  });

  it('of an organization reloads all of its projects', async () => {
    const store = new TestStore();
    const projects = [store.project(), store.project()];
    for (const { config } of projects) store.publish(config);
    const access = await start(store);
    for (const { key } of projects) await access.authenticate(key);
    for (const { config } of projects) store.documents.set(config.projectId, { ...config, version: 2 });
    store.append(projects[0]?.config.organizationId ?? '', undefined);
    await waitFor(async () => {
      const grants = await Promise.all(projects.map(({ key }) => access.authenticate(key)));
      return grants.every((grant) => grant.config.version === 2);
    });
  });

  it('that is taken in while the project is first read is not lost', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    const read = Promise.withResolvers<void>();
    // The row is read, then the key is revoked and the feed hears of it, and only then the row arrives.
    store.onRead = () => read.promise;
    const first = access.authenticate(key);
    store.onRead = async () => undefined;
    store.remove(config);
    await sleep(50);
    read.resolve();
    expect(await first).toMatchObject({ config });
    expect(await waitFor(isRefused(access, key))).toBeLessThan(1_000);
  });

  it('to an older version, read late, is not taken', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish({ ...config, version: 5 });
    const access = await start(store);
    await access.authenticate(key);
    store.publish({ ...config, version: 4 });
    await sleep(100);
    expect(await outcome(access, key)).toMatchObject({ config: { version: 5 } });
  });

  it('to an unknown format is refused with a log line, and the previous document stays', async () => {
    const store = new TestStore();
    const lines: string[] = [];
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store, { lines });
    await access.authenticate(key);
    store.documents.set(config.projectId, { ...config, version: 2, format: 2 });
    store.append(config.organizationId, config.projectId);
    await waitFor(() => lines.some((line) => line.includes('not of a known format')));
    expect(lines.join('')).toContain(`"projectId":"${config.projectId}","format":2`);
    expect(await outcome(access, key)).toMatchObject({ config: { version: 1 } });
  });

  it('is followed after the feed began anew, even to an older version', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish({ ...config, version: 9 });
    store.publish({ ...config, version: 9 });
    const access = await start(store);
    await access.authenticate(key);
    store.isAway = true;
    await waitFor(() => !access.status().databaseReachable);
    store.forgetChanges();
    store.publish({ ...config, version: 3 });
    store.isAway = false;
    await waitFor(async () => (await access.authenticate(key)).config.version === 3);
  });
});

describe('while the database is away', () => {
  it('known keys are served and unknown ones told to come back', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    await access.authenticate(key);
    store.isAway = true;
    expect(await outcome(access, mintGatewayKey())).toBe('config_unavailable');
    await waitFor(() => !access.status().databaseReachable);
    expect(await outcome(access, key)).toMatchObject({ config });
    expect(await outcome(access, mintGatewayKey())).toBe('config_unavailable');
    expect(await outcome(access, 'sk-abc')).toBe('invalid_key');
    await sleep(30);
    expect(access.status().configAgeMs).toBeGreaterThan(20);
  });

  it('changes wait, and are taken in when it is back', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    await access.authenticate(key);
    store.isAway = true;
    await waitFor(() => !access.status().databaseReachable);
    store.remove(config);
    for (let more = 0; more < 10; more += 1) store.publish(store.project().config);
    store.isAway = false;
    expect(await waitFor(isRefused(access, key))).toBeLessThan(1_500);
    expect(access.status()).toMatchObject({ databaseReachable: true });
  });

  it('a gateway starts, answers 503 and serves as soon as it is back', async () => {
    const store = new TestStore();
    store.isAway = true;
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    expect(await outcome(access, key)).toBe('config_unavailable');
    store.isAway = false;
    await waitFor(async () => typeof (await outcome(access, key)) === 'object');
  });
});

it('the projects in memory are bounded; the least recently used give way and come back', async () => {
  const store = new TestStore();
  let nowMs = 0;
  const access = await start(store, { projectsMax: 10, now: () => nowMs });
  const projects = Array.from({ length: 25 }, () => store.project());
  for (const { key, config } of projects) {
    store.publish(config);
    nowMs += 1;
    await access.authenticate(key);
    await access.authenticate(projects[0]?.key ?? '');
  }
  expect(access.status().projects).toBe(10);
  expect(access.authenticate(projects[0]?.key ?? '')).not.toBeInstanceOf(Promise);
  expect(await outcome(access, projects[1]?.key ?? '')).toMatchObject({ config: projects[1]?.config });
});
