import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@weir/runtime/free-port';
import { listens } from './listens.ts';

/** A Redis that can be killed with -9 and started again at the same URL; not started yet. */
export type KillableRedis = { readonly url: string; start(): Promise<void>; kill(): Promise<void> };

/** A Redis on a free port of loopback that works in `directory`, which must be there at each start. */
export async function killableRedis(directory: string, flags: readonly string[]): Promise<KillableRedis> {
  const port = await freePort(undefined);
  let child: ChildProcess | undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...flags];
      child = spawn('redis-server', args, { stdio: 'ignore' });
      while (!(await listens(port))) await sleep(20);
    },
    async kill() {
      if (child === undefined) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      child = undefined;
      await gone;
    },
  };
}
