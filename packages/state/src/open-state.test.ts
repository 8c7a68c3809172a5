import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@weir/runtime/logger';
import { testRedis } from '@weir/testing/services';
import { killableRedis } from '@weir/testing/services/killable-redis';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { openState } from './open-state.ts';
import type { State } from './state.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

function logger() {
  let output = '';
  const log = createLogger({ name: 'state', destination: { write: (line) => (output += line) } });
  return { log, lines: () => output.split('\n').filter((line) => line !== '') };
}

async function opened(instance: string, redisUrl?: string, now: () => number = Date.now): Promise<State> {
  const state = await openState({ redisUrl, instance, now, log: logger().log });
  open.push(state);
  return state;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await sleep(25);
  }
  throw new Error('it did not come to that');
}

describe('a state of one process', () => {
  it('keeps what it is told, and says that nobody else reads it', async () => {
    let nowMs = 0;
    const state = await opened('one', undefined, () => nowMs);
    expect(state.isShared).toBe(false);
    await state.documents.publish('org', 'first');
    const before = await state.documents.versions(['org', 'other']);
    await state.documents.publish('org', 'second');
    expect(await state.documents.versions(['org', 'other'])).not.toEqual(before);
    expect(await state.documents.read('org')).toEqual(['second']);
    state.memory.set('org', 'key', { value: 'v', ttlSeconds: 2 });
    expect(await state.memory.get('org', 'key')).toBe('v');
    expect(await state.memory.get('other', 'key')).toBeUndefined();
    nowMs = 2_000;
    expect(await state.memory.get('org', 'key')).toBeUndefined();
  });
});

describe('a state in Redis', () => {
  it('shows each process the documents of all, and that there are new ones', async () => {
    const url = testRedis();
    const [one, two] = [await opened('one', url), await opened('two', url)];
    expect(one.isShared).toBe(true);
    expect(await one.documents.versions(['org'])).toEqual(['']);
    await one.documents.publish('org', 'of one');
    const [after] = await two.documents.versions(['org']);
    await two.documents.publish('org', 'of two');
    expect((await one.documents.versions(['org']))[0]).not.toBe(after);
    expect([...(await one.documents.read('org'))].sort()).toEqual(['of one', 'of two']);
    await one.documents.publish('org', 'of one, again');
    expect([...(await two.documents.read('org'))].sort()).toEqual(['of one, again', 'of two']);
    expect(await two.documents.read('other')).toEqual([]);
  });

  it('forgets the documents of processes that have been silent for an hour', async () => {
    const url = testRedis();
    let nowMs = Date.now();
    const [gone, here] = [await opened('gone', url, () => nowMs), await opened('here', url, () => nowMs)];
    await gone.documents.publish('org', 'old');
    nowMs += 3_600_001;
    await here.documents.publish('org', 'new');
    expect(await here.documents.read('org')).toEqual(['new']);
    expect(await gone.documents.read('org')).toEqual(['new']);
  });

  it('keeps everything of a tenant under one hash tag, and nothing for good', async () => {
    const url = testRedis();
    const state = await opened('one', url);
    await state.documents.publish('org', 'd');
    state.memory.set('org', 'k', { value: 'v', ttlSeconds: 60 });
    await until(async () => (await state.memory.get('org', 'k')) === 'v');
    const redis = new Redis(url);
    const keys = await redis.keys('*');
    expect(keys).toHaveLength(4);
    for (const key of keys) {
      expect(key).toMatch(/^weir:\{org\}:/);
      expect(await redis.ttl(key)).toBeGreaterThan(0);
    }
    await redis.quit();
  });
});

describe('a Redis that is away', () => {
  it('knows nothing, holds nobody up, is said once, and is used again when it is back', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'weir-state-'));
    const redis = await killableRedis(directory, []);
    await redis.start();
    const { log, lines } = logger();
    const state = await openState({ redisUrl: redis.url, instance: 'one', now: Date.now, log });
    open.push({ close: () => rm(directory, { recursive: true, force: true }) }, { close: () => redis.kill() }, state);
    await state.documents.publish('org', 'd');
    expect(state.available()).toBe(true);

    await redis.kill();
    await until(() => !state.available());
    const before = performance.now();
    expect(await state.memory.get('org', 'k')).toBeUndefined();
    state.memory.set('org', 'k', { value: 'v', ttlSeconds: 60 });
    await expect(state.documents.publish('org', 'd')).rejects.toThrow();
    await expect(state.documents.read('org')).rejects.toThrow();
    await expect(state.documents.versions(['org'])).rejects.toThrow();
    expect(performance.now() - before).toBeLessThan(100);
    await sleep(1_500);
    expect(lines().filter((line) => line.includes('is away'))).toHaveLength(1);

    await redis.start();
    await until(() => state.available());
    await state.documents.publish('org', 'again');
    expect(await state.documents.read('org')).toEqual(['again']);
    expect(lines().filter((line) => line.includes('Redis is back'))).toHaveLength(1);
  });

  it('does not keep a process from starting', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'weir-state-'));
    const redis = await killableRedis(directory, []);
    const before = performance.now();
    const state = await openState({ redisUrl: redis.url, instance: 'one', now: Date.now, log: logger().log });
    open.push({ close: () => rm(directory, { recursive: true, force: true }) }, state);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(state.available()).toBe(false);
    expect(await state.memory.get('org', 'k')).toBeUndefined();
    await redis.start();
    open.push({ close: () => redis.kill() });
    await until(() => state.available());
  });
});
