import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@weir/runtime/free-port';
import { env } from '../env.ts';
import { listens } from './listens.ts';

export type TestRedis = { readonly url: string; readonly pid: number; stop(): Promise<void> };

/** Databases of the test server: each `testRedis()` gets one of its own. */
export const redisDatabases = 16_384;

/** A Redis that keeps nothing, on a free port of loopback; undefined when redis-server is not on PATH. */
export async function startTestRedis(directory: string): Promise<TestRedis | undefined> {
  const port = await freePort(undefined);
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const more = ['--databases', String(redisDatabases), '--dir', directory, '--maxmemory-policy', 'noeviction'];
  const child = spawn('redis-server', [...flags, ...more], { stdio: 'ignore', env: { PATH: env.PATH } });
  let over = false;
  const ended = new Promise<void>((settle) => {
    child.once('error', () => settle()).once('exit', () => settle());
  }).then(() => {
    over = true;
  });
  while (!over && !(await listens(port))) await sleep(20);
  if (over || child.pid === undefined) return undefined;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid, stop };
}
