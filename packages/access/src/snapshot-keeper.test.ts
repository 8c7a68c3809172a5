import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@weir/runtime/logger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAccess } from './create-access.ts';
import { parseMasterKey } from './master-key.ts';
import { wayOut } from './test-access.ts';
import { TestStore } from './test-store.ts';

const masterKey = parseMasterKey(randomBytes(32).toString('base64'), 'test');
let directory = '';
let path = '';
let lines: string[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'weir-snapshot-'));
  path = join(directory, 'inner', 'config.snapshot');
  lines = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

const log = createLogger({ name: 'test', destination: { write: (line) => void lines.push(line) } });
const start = (store: TestStore, key = masterKey) =>
  startAccess({ ...wayOut, store, masterKey: key, snapshotPath: path, now: Date.now, log });

/** A gateway that served one key, closed; its store, now away. */
async function serveOnce() {
  const store = new TestStore();
  const { key, config } = store.project();
  store.publish(config);
  const access = await start(store);
  await access.authenticate(key);
  await access.close();
  store.isAway = true;
  return { store, key, config };
}

describe('a restart while the database is away', () => {
  it('serves the keys of the snapshot', async () => {
    const { store, key, config } = await serveOnce();
    const access = await start(store);
    expect(access.authenticate(key)).toMatchObject({ config });
    expect(access.status()).toMatchObject({ databaseReachable: false, projects: 1 });
    await access.close();
  });

  it('after a kill serves what was written soon after the change', async () => {
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const killed = await start(store);
    await killed.authenticate(key);
    await sleep(1_300);
    store.isAway = true;
    const access = await start(store);
    expect(access.authenticate(key)).toMatchObject({ config });
    await Promise.all([access.close(), killed.close()]);
  });

  it('reads everything again once the database is back', async () => {
    const { store, key, config } = await serveOnce();
    store.remove(config);
    const access = await start(store);
    expect(access.authenticate(key)).toMatchObject({ config });
    store.isAway = false;
    while (access.status().projects > 0) await sleep(10);
    await expect((async () => access.authenticate(key))()).rejects.toMatchObject({ code: 'invalid_key' });
    await access.close();
  });

  it('shows the age of the snapshot', async () => {
    const { store } = await serveOnce();
    const nowMs = Date.now() + 3_600_000;
    const access = await startAccess({ ...wayOut, store, masterKey, snapshotPath: path, now: () => nowMs, log });
    expect(access.status().configAgeMs).toBeGreaterThanOrEqual(3_600_000);
    await access.close();
  });
});

describe('the file', () => {
  it('is for its owner alone, sealed, and leaves no other behind', async () => {
    const { config } = await serveOnce();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(directory, 'inner'))).toEqual(['config.snapshot']);
    const text = readFileSync(path, 'latin1');
    expect(text.startsWith('weir-snapshot.v1\n')).toBe(true);
    expect(text).not.toContain(config.projectId);
  });

  it.each([
    ['changed', (bytes: Buffer) => bytes.fill(bytes.readUInt8(60) ^ 1, 60, 61)],
    ['cut', (bytes: Buffer) => bytes.subarray(0, 40)],
    ['empty', () => Buffer.alloc(0)],
    ['of another format', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('.v1', '.v9'), 'latin1')],
  ])('is not used when it is %s, and the log says so', async (_, spoil) => {
    const { store, key } = await serveOnce();
    writeFileSync(path, spoil(readFileSync(path)));
    const access = await start(store);
    await expect((async () => access.authenticate(key))()).rejects.toMatchObject({ code: 'config_unavailable' });
    expect(lines.join('')).toContain('the configuration snapshot cannot be used');
    await access.close();
  });

  it('is not used with another master key', async () => {
    const { store, key } = await serveOnce();
    const access = await start(store, parseMasterKey(randomBytes(32).toString('base64'), 'test'));
    await expect((async () => access.authenticate(key))()).rejects.toMatchObject({ code: 'config_unavailable' });
    await access.close();
  });

  it('that cannot be written is logged and stops nothing', async () => {
    writeFileSync(join(directory, 'inner'), 'a file where the folder should be');
    const store = new TestStore();
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    expect(await access.authenticate(key)).toMatchObject({ config });
    await access.close();
    expect(lines.join('')).toContain('could not be written');
  });
});
