import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Embedded, startEmbedded } from '@weir/db/embedded';
import { freePort } from '@weir/db/embedded/free-port';

/** A server that can be killed and comes back at the same URL. */
export type Killable = { readonly url: string; kill(): Promise<void>; start(): Promise<void>; stop(): Promise<void> };

/** A PostgreSQL of the test's own, as the embedded size runs it. */
export async function killablePostgres(directory: string): Promise<Killable> {
  const dataDir = join(directory, 'postgres');
  let server: Embedded = await startEmbedded({ dataDir });
  const { url, port } = server;
  return {
    url,
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
      await server.stop();
    },
    async start() {
      server = await startEmbedded({ dataDir, port });
    },
    stop: () => server.stop(),
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A Redis of the test's own that appends to a file; `wipe` loses what it holds. */
export async function killableRedis(directory: string): Promise<Killable & { wipe(): Promise<void> }> {
  const port = await freePort(undefined);
  const data = join(directory, 'redis');
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    child = undefined;
    await gone;
  };
  const start = async () => {
    await mkdir(data, { recursive: true });
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--appendonly', 'yes', '--dir', data];
    child = spawn('redis-server', [...flags, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    while (!(await listens(port))) await sleep(20);
  };
  await start();
  const wipe = () => rm(data, { recursive: true, force: true });
  return { url: `redis://127.0.0.1:${port}`, kill, start, stop: kill, wipe };
}
