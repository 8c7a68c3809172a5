import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findBinaries } from './embedded/binaries.ts';
import { isAlive, processesIn, waitUntil } from './embedded/processes.ts';
import { firstClosedParent, makeReachable } from './embedded/system-user.ts';
import { type Embedded, startEmbedded } from './embedded.ts';

const run = promisify(execFile);
let template: string;
let home: string;
let dataDir: string;
const running: Embedded[] = [];
const settings = { fsync: 'off' };
const nobody = { uid: 65_534, gid: 65_534 };
const started = z.object({ url: z.string(), pid: z.number() });

async function start(options: { dataDir: string; port?: number }): Promise<Embedded> {
  const embedded = await startEmbedded({ settings, ...options });
  running.push(embedded);
  return embedded;
}

// Initialising takes most of a start: it is done once, the cases begin with a copy.
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'weir-embedded-'));
  const embedded = await startEmbedded({ settings, dataDir: join(template, 'postgres') });
  await embedded.stop();
}, 90_000);
afterAll(() => rm(template, { recursive: true, force: true }));

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'weir-embedded-'));
  dataDir = join(home, 'postgres');
  await run('cp', ['-a', join(template, 'postgres'), dataDir]);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((embedded) => embedded.stop()));
  await rm(home, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

// A process of its own that starts the database and then only lives.
async function startElsewhere(directory: string, user: { uid?: number; gid?: number } = {}) {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))});
    const embedded = await startEmbedded({ dataDir: ${JSON.stringify(directory)}, settings: { fsync: 'off' } });
    process.stdout.write(JSON.stringify({ url: embedded.url, pid: embedded.pid }) + '\\n');
    process.once('SIGTERM', () => embedded.stop().then(() => process.exit(0)));
    setInterval(() => undefined, 1000);`;
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((settle, fail) => {
    child.stdout?.once('data', (data) => settle(String(data)));
    child.once('exit', (code) => fail(new Error(`ended with ${code}`)));
  });
  const { url, pid } = started.parse(JSON.parse(line));
  return { child, url, pid };
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ host, port, timeout: 1000 });
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
    socket.once('timeout', () => settle(false)).once('connect', () => socket.destroy());
  });
}

describe('startEmbedded', { timeout: 90_000 }, () => {
  it('initialises, and keeps data, password and port over a stop and a start', async () => {
    await rm(dataDir, { recursive: true });
    const first = await start({ dataDir });
    await query(first.url, 'create table t as select 1 as n');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select n from t')).toEqual([{ n: 1 }]);
  });

  it('is alike on every machine, on loopback alone, and shut to whoever lacks the password', async () => {
    const { url, port } = await start({ dataDir });
    const text = `select upper('ä') as upper, 'Z' < 'a' as code_points, current_setting('TimeZone') as zone`;
    expect(await query(url, text)).toEqual([{ upper: 'Ä', code_points: true, zone: 'UTC' }]);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    const wrong = Object.assign(new URL(url), { password: 'postgres' }).href;
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = addresses.filter((address) => !address.internal && address.family === 'IPv4');
    expect(await accepts('127.0.0.1', port)).toBe(true);
    for (const { address } of outside) expect(await accepts(address, port)).toBe(false);
  });

  it('takes another port when its own is in use', async () => {
    const first = await start({ dataDir });
    await run('cp', ['-a', join(template, 'postgres'), join(home, 'other')]);
    const other = await start({ dataDir: join(home, 'other'), port: first.port });
    expect(other.port).not.toBe(first.port);
  });

  it('refuses a second instance on the same data, by the id of the first', async () => {
    const { child, url } = await startElsewhere(dataDir);
    await expect(startEmbedded({ dataDir })).rejects.toThrow(`Process ${child.pid} already runs a database`);
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    child.kill('SIGTERM');
    await once(child, 'exit');
    await start({ dataDir });
  });

  it('starts again after its process was killed and left the server running', async () => {
    const { child, url, pid } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 7 as n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(true);
    const again = await start({ dataDir });
    expect(isAlive(pid)).toBe(false);
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('starts again after the server was killed too', async () => {
    const { child, url, pid } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 8 as n');
    process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await start({ dataDir });
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 8 }]);
  });

  it('is not fooled by a lock file whose id now belongs to somebody else', async () => {
    const first = await start({ dataDir });
    const lock = await readFile(join(dataDir, 'data/postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(join(dataDir, 'data/postmaster.pid'), lock.replace(/^\d+/, String(process.pid)));
    await start({ dataDir });
  });

  it('tells when the server goes away by itself', async () => {
    const { pid, exited, stop } = await start({ dataDir });
    process.kill(pid, 'SIGKILL');
    await exited;
    await stop();
  });

  it('starts over when initialising was cut short', async () => {
    await rm(dataDir, { recursive: true });
    await mkdir(join(dataDir, 'data.new'), { recursive: true });
    await writeFile(join(dataDir, 'data.new/PG_VERSION'), '18');
    await start({ dataDir });
  });

  it('says that the password was lost instead of waiting', async () => {
    const first = await start({ dataDir });
    await first.stop();
    await writeFile(join(dataDir, 'password'), 'another\n');
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/is not its password/);
    expect(await processesIn(join(dataDir, 'data'))).toEqual([]);
  });

  it('names the version of data that it cannot read', async () => {
    await writeFile(join(dataDir, 'data/PG_VERSION'), '15\n');
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/is of PostgreSQL 15/);
  });
});

describe('startEmbedded', { timeout: 90_000 }, () => {
  it('never runs the server as root, and lets its user only pass through our home', async () => {
    await chmod(home, 0o700);
    const { pid } = await start({ dataDir });
    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
    expect((await stat(home)).mode & 0o066).toBe(0);
  });

  it('works for a user who is not root', async () => {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await run('chown', ['-R', `${nobody.uid}:${nobody.gid}`, dataDir]);
    await chmod(home, 0o711);
    const { child, url, pid } = await startElsewhere(dataDir, isRoot ? nobody : {});
    expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(await waitUntil(() => !isAlive(pid), 5000)).toBe(true);
  });
});

describe('a server that runs as another user', () => {
  it('names the directory that keeps it out, with the remedy', async () => {
    await chmod(home, 0o711);
    const closed = join(home, 'closed');
    await mkdir(join(closed, 'home'), { recursive: true, mode: 0o700 });
    const asked = makeReachable(join(closed, 'home/postgres'), nobody);
    await expect(asked).rejects.toThrow(`may not enter ${closed}: run "chmod o+x ${closed}"`);
  });

  it('is copied to where that user can reach it', async () => {
    await chmod(home, 0o711);
    const root = join(home, 'clone');
    await mkdir(join(root, 'native/bin'), { recursive: true, mode: 0o700 });
    await writeFile(join(root, 'package.json'), '{"version": "18.4.0"}');
    for (const name of ['initdb', 'postgres']) await writeFile(join(root, 'native/bin', name), '#!/bin/sh\n');
    const { postgres: found } = await findBinaries(home, nobody, root);
    expect(found).toBe(join(home, 'server-18.4.0/bin/postgres'));
    expect(await firstClosedParent(found, nobody)).toBeUndefined();
  });
});
