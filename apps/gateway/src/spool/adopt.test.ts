import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { spoolDirectory, startAdoption } from './adopt.ts';
import { createBookedLedger } from './shipper.test-support.ts';
import { newDirectory, openTestSpool, removeDirectories, settled, silent, started } from './spool.test-support.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await removeDirectories();
});

type Adopting = { home: string; ledger: ReturnType<typeof createBookedLedger>; leftForMs?: number; stuck?: boolean };

function adopt({ home, ledger, leftForMs = 0, stuck = false }: Adopting): void {
  const add = async (batch: Parameters<typeof ledger.apply>[0]) => void (stuck || (await ledger.apply(batch)));
  const own = spoolDirectory(home, 'own');
  const timing = { everyMs: 20, leftForMs, lingerMs: 5, pollMs: 10 };
  const adoption = startAdoption({
    add,
    watermarks: ledger.watermarks,
    log: silent,
    home,
    own,
    now: Date.now,
    ...timing,
  });
  closing.push(() => adoption.stop());
}

/** Lets a process append in a directory until it is killed. */
async function leaveBehind(directory: string): Promise<void> {
  const entry = join(import.meta.dirname, 'kill.test-child.ts');
  const child = spawn(process.execPath, [entry, directory, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.stdout.resume();
  child.kill('SIGKILL');
  await once(child, 'close');
}

it('ships the spool of a gateway that is gone to its end, closes what it left open, and deletes it', async () => {
  const home = await newDirectory();
  const directory = spoolDirectory(home, 'gone');
  await leaveBehind(directory);
  const ledger = createBookedLedger();
  adopt({ home, ledger });
  await vi.waitFor(async () => expect(await readdir(join(home, 'gateway-gone'))).toEqual([]), { timeout: 10_000 });
  expect(ledger.keys.has('attempt 0.1')).toBe(true);
  expect(ledger.keys.has('call 0.')).toBe(true);
  expect(ledger.brought).toHaveLength(ledger.keys.size);
});

it('leaves the spools of living gateways, and its own, alone', async () => {
  const home = await newDirectory();
  const living = await openTestSpool(spoolDirectory(home, 'living'));
  closing.push(() => living.close());
  living.append([started(1), settled(1)]);
  await mkdir(spoolDirectory(home, 'own'), { recursive: true });
  await writeFile(join(spoolDirectory(home, 'own'), '0000000001.seg'), 'not to be touched');
  const ledger = createBookedLedger();
  adopt({ home, ledger });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(ledger.brought).toEqual([]);
  living.append([settled(2)]);
  expect(await readFile(join(spoolDirectory(home, 'own'), '0000000001.seg'), 'utf8')).toBe('not to be touched');
});

it('gives a spool back to its owner when that returns before the end', async () => {
  const home = await newDirectory();
  const directory = spoolDirectory(home, 'slow');
  await leaveBehind(directory);
  adopt({ home, ledger: createBookedLedger(), stuck: true });
  await vi.waitFor(async () =>
    expect(await readFile(join(directory, 'lock'), 'utf8')).toContain(`"pid":${process.pid},`),
  );
  const owner = await openTestSpool(directory, { lockWaitMs: 5_000 });
  closing.push(() => owner.close());
  owner.append([started(1_000_000)]);
  expect(owner.stats()).toMatchObject({ openAttempts: 1 });
});

it('leaves a spool to whoever waits for it, unless that has long been silent', async () => {
  const home = await newDirectory();
  const directory = spoolDirectory(home, 'wanted');
  await leaveBehind(directory);
  const wanted = join(directory, 'wanted');
  await writeFile(wanted, 'somebody');
  const ledger = createBookedLedger();
  adopt({ home, ledger });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(ledger.brought).toEqual([]);
  const longAgo = new Date(Date.now() - 16_000);
  await utimes(wanted, longAgo, longAgo);
  await vi.waitFor(() => expect(ledger.keys.has('attempt 0.1')).toBe(true), { timeout: 10_000 });
});

it('gives an owner time to restart, and takes a silent one on another host for dead only after a while', async () => {
  const home = await newDirectory();
  const directory = spoolDirectory(home, 'far');
  await leaveBehind(directory);
  const lock = join(directory, 'lock');
  const holder = JSON.parse(await readFile(lock, 'utf8'));
  await writeFile(lock, JSON.stringify({ ...holder, host: 'elsewhere' }));
  const ledger = createBookedLedger();
  adopt({ home, ledger, leftForMs: 1_000 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(ledger.brought).toEqual([]);
  await expect(openTestSpool(directory)).rejects.toMatchObject({ code: 'spool_unavailable' });
  const longAgo = new Date(Date.now() - 16_000);
  await utimes(lock, longAgo, longAgo);
  await vi.waitFor(() => expect(ledger.keys.has('attempt 0.1')).toBe(true), { timeout: 10_000 });
});
