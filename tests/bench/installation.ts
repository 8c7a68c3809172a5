import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '@weir/db/embedded';
import { migrate } from '@weir/db/migrate';
import type { RoutePlan } from '@weir/routing/route-plan';
import { freePort } from '@weir/runtime/free-port';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import { createLogger } from '@weir/runtime/logger';
import { openServices } from '@weir/services/open-services';
import { createRoute } from '@weir/services/routes/create';
import { type ManagedProcess, managedProcess } from '@weir/testing/managed-process';
import { startTestRedis } from '@weir/testing/services/start-redis';
import { createTenant, testMasterKey } from '@weir/testing/tenant';

const root = resolve(import.meta.dirname, '../..');

/** A whole installation in production size for the bench, its gateway pinned to a core. */
export type Installation = {
  readonly gateway: ManagedProcess;
  readonly gatewayPort: number;
  readonly gatewayKey: string;
  /** Roots of the other processes, by name: their CPU is reported beside the gateway's. */
  readonly beside: Readonly<Record<string, number>>;
  /** Attempts in Postgres. */
  recorded(): Promise<number>;
  /** Waits until that many Attempts are in Postgres; gives up after a minute, and the count at the end shows it. */
  untilRecorded(attempts: number): Promise<void>;
  stop(): Promise<void>;
};

/** Pins a running process. Its later children inherit that. */
function pin(pid: number, core: number): void {
  execFileSync('taskset', ['-apc', String(core), String(pid)], { stdio: 'ignore' });
}

/**
 * Lets a running process run only while nobody else would: what stands behind the queue has machines of its own in
 * production, and must not take the load's core from it here. Its later children inherit that.
 */
function setAside(pid: number): void {
  execFileSync('chrt', ['--idle', '--all-tasks', '--pid', '0', String(pid)], { stdio: 'ignore' });
}

const target = (provider: string, model: string) => ({ kind: 'target' as const, provider, model });

/** What a route usually is: the cheapest of three that qualify, and one behind them. The first always answers. */
const routedPlan: RoutePlan = {
  strategy: {
    kind: 'fallback',
    children: [
      {
        kind: 'cheapest',
        children: [
          target('openai', 'gpt-4o-mini'),
          target('openai', 'gpt-4o'),
          target('groq', 'llama-3.3-70b-versatile'),
        ],
      },
      target('groq', 'openai/gpt-oss-120b'),
    ],
  },
};

/** PostgreSQL, Redis, worker and gateway (on `core`), with one tenant whose keys point at `upstreamPort`. */
export async function startInstallation(upstreamPort: number, core: number): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), 'weir-bench-'));
  const postgres = await startEmbedded({ dataDir: join(directory, 'postgres') });
  const redis = await startTestRedis(directory);
  if (redis === undefined) throw new Error('The bench needs redis-server: install it (apt-get install redis-server).');
  for (const { pid } of [postgres, redis]) pin(pid, 1 - core);
  // Redis answers at once, as it would elsewhere.
  setAside(postgres.pid);
  await migrate(postgres.url);
  const [gatewayPort, workerPort] = [await freePort(undefined), await freePort(undefined)];
  const { masterKey, text } = testMasterKey();
  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    WEIR_HOME: directory,
    WEIR_MASTER_KEY: text,
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8',
    WEIR_GATEWAY_PORT: String(gatewayPort),
    WEIR_WORKER_PORT: String(workerPort),
  };
  const services = await openServices({
    databaseUrl: postgres.url,
    masterKey,
    gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
    now: Date.now,
    log: createLogger({ name: 'bench', level: 'silent' }),
  });
  const baseUrl = `http://127.0.0.1:${upstreamPort}/v1`;
  // Two names of one upstream that speaks Chat Completions only.
  const providerKeys = ['openai', 'groq'].map((provider) => ({ provider, baseUrl }));
  const tenant = await createTenant(services, { name: 'Bench', providerKeys });
  const { actor, projectId } = tenant;
  await createRoute(services, actor, { projectId, name: 'routed', plan: routedPlan });
  const gateway = managedProcess({
    name: 'gateway',
    args: [...gatewayNodeFlags, join(root, 'apps/gateway/src/main.ts')],
    env,
    readyUrl: `http://127.0.0.1:${gatewayPort}/readyz`,
    core,
  });
  const worker = managedProcess({
    name: 'worker',
    args: [join(root, 'apps/worker/src/main.ts')],
    env,
    readyUrl: `http://127.0.0.1:${workerPort}/healthz`,
    core: 1 - core,
    yielding: true,
  });
  await gateway.start();
  await worker.start();
  return {
    gateway,
    gatewayPort,
    gatewayKey: tenant.gatewayKey,
    beside: { worker: worker.pid(), redis: redis.pid, postgres: postgres.pid },
    async recorded() {
      const [row] = await services.sql<{ attempts: string }[]>`select count(*) as attempts from usage.attempts`;
      return Number(row?.attempts ?? 0);
    },
    async untilRecorded(attempts) {
      const deadline = performance.now() + 60_000;
      const reached = async () => {
        const [row] = await services.sql<{ sum: string | null }[]>`select sum(attempts) as sum from usage.watermarks`;
        return Number(row?.sum ?? 0) >= attempts;
      };
      while (!(await reached()) && performance.now() < deadline) await sleep(50);
    },
    async stop() {
      await gateway.kill('SIGTERM');
      await worker.kill('SIGTERM');
      await services.close();
      await redis.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
