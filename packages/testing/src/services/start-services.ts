import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServicesContext } from './context.ts';
import { startTestPostgres } from './start-postgres.ts';
import { startTestRedis } from './start-redis.ts';

export type Services = { readonly context: ServicesContext; stop(): Promise<void> };

// Ends what is left when this process is killed: its standard input closes with us, however we go.
function watchOver(directory: string): { watch(pid: number): void; release(): boolean } {
  const end = 'while read -r pid; do pids="$pids $pid"; done; kill -9 $pids 2>/dev/null';
  // Again and again: a server that is just being made goes on writing for a moment.
  const clear =
    'n=0; while rm -rf "$1"; [ -e "$1" ] || [ $n -lt 3 ]; do n=$((n+1)); [ $n -gt 30 ] && break; sleep 0.5; done';
  const script = `${end}; ${clear}`;
  const guard = spawn('sh', ['-c', script, 'sh', directory], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.unref();
  return { watch: (pid) => guard.stdin.write(`${pid}\n`), release: () => guard.kill('SIGKILL') };
}

function serve(answer: () => Promise<string>): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    answer().then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.unref();
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      settle({ url: `http://127.0.0.1:${port}/`, close: () => server.close() });
    });
  });
}

/**
 * One Redis now and one migrated PostgreSQL on first request, in a temporary directory that is deleted with them, also
 * when this process is killed.
 */
export async function startServices(): Promise<Services> {
  const directory = await mkdtemp(join(tmpdir(), 'weir-test-'));
  const guard = watchOver(directory);
  const redis = await startTestRedis(directory);
  if (redis !== undefined) guard.watch(redis.pid);
  let postgres: ReturnType<typeof startTestPostgres> | undefined;
  const ask = await serve(async () => {
    postgres ??= startTestPostgres(join(directory, 'postgres'), guard.watch);
    return (await postgres).url;
  });
  const stop = async (): Promise<void> => {
    ask.close();
    await redis?.stop();
    await postgres?.then(
      (started) => started.stop(),
      () => undefined,
    );
    await rm(directory, { recursive: true, force: true });
    guard.release();
  };
  return { context: { askUrl: ask.url, redisUrl: redis?.url }, stop };
}
