import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from '@weir/db/embedded';
import { killableRedis } from '@weir/testing/services/killable-redis';

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

/** A Redis of the test's own that appends to a file; `wipe` loses what it holds. */
export async function appendingRedis(directory: string): Promise<Killable & { wipe(): Promise<void> }> {
  const data = join(directory, 'redis');
  const redis = await killableRedis(data, ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  const start = async () => {
    await mkdir(data, { recursive: true });
    await redis.start();
  };
  await start();
  const wipe = () => rm(data, { recursive: true, force: true });
  return { ...redis, start, stop: redis.kill, wipe };
}
