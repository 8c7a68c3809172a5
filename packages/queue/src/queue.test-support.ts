import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@weir/runtime/logger';
import type { UsageBatch } from './usage-batch.ts';

export const silent = createLogger({ name: 'test', level: 'silent' });

/** The n-th batch of a spool. */
export function batchOf(spoolId: string, n: number): UsageBatch {
  const place = (offset: number) => ({ segment: 1, offset });
  return { format: 1, spoolId, from: place(n * 10), to: place(n * 10 + 10), attempts: n, records: 'KLUv/QQAAQAA' };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A Redis of the test's own that can be killed, losing everything, and started again. */
export async function ownRedis() {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'weir-redis-'));
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    child = undefined;
    await gone;
  };
  const start = async () => {
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
    child = spawn('redis-server', flags, { stdio: 'ignore' });
    while (!(await listens(port))) await sleep(20);
  };
  const remove = async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}`, start, kill, remove };
}
