import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { migrate } from '@weir/db/migrate';
import { openSql, type Sql } from '@weir/db/sql/client';
import { freePort } from '@weir/runtime/free-port';
import { createLogger } from '@weir/runtime/logger';
import { openServices } from '@weir/services/open-services';
import { type ManagedProcess, managedProcess } from '@weir/testing/managed-process';
import type { StackSize } from '@weir/testing/stack';
import { createTenant, type Tenant, testMasterKey } from '@weir/testing/tenant';
import { appendingRedis, type Killable, killablePostgres } from './servers.ts';

const root = resolve(import.meta.dirname, '../..');

/** Clients that call one after the other, each with a model, and so a price, of its own. */
export const slots = 40;

/** Pico-dollars a token of slot `slot`'s model. */
export function pricesOf(slot: number): { readonly input: bigint; readonly output: bigint } {
  return { input: BigInt(100_000 + slot * 1_000), output: BigInt(700_000 + slot * 3_000) };
}

/** The model of a slot. */
export function modelOf(slot: number): string {
  return `chaos-${slot}`;
}

/** A whole installation whose every process can be killed and started again. */
export type Installation = {
  readonly gatewayUrl: string;
  readonly simulatorUrl: string;
  readonly home: string;
  readonly tenant: Tenant;
  readonly gateway: ManagedProcess;
  readonly worker: ManagedProcess;
  readonly postgres: Killable;
  readonly redis: (Killable & { wipe(): Promise<void> }) | undefined;
  /** The test's own way into the database. */
  readonly sql: Sql;
  stop(): Promise<void>;
};

function usdPerMillion(picoUsd: bigint): string {
  return (Number(picoUsd) / 1e6).toString();
}

function prices() {
  return Array.from({ length: slots }, (_, slot) => {
    const { input, output } = pricesOf(slot);
    const perMillion = { input: usdPerMillion(input), output: usdPerMillion(output) };
    return { provider: 'openai-compatible', model: modelOf(slot), usdPerMillion: perMillion };
  });
}

type Part = { name: string; entry: string; args?: string[]; ready: string; env: Readonly<Record<string, string>> };

async function part({ name, entry, args = [], ready, env }: Part, portName?: string) {
  const port = String(await freePort(undefined));
  const url = `http://127.0.0.1:${port}`;
  const given = portName === undefined ? [...args, '--port', port] : args;
  const own = portName === undefined ? env : { ...env, [portName]: port };
  return {
    url,
    ...managedProcess({ name, args: [join(root, entry), ...given], env: own, readyUrl: `${url}${ready}` }),
  };
}

async function tenantOf(databaseUrl: string, key: ReturnType<typeof testMasterKey>, simulatorUrl: string) {
  const log = createLogger({ name: 'chaos', level: 'silent' });
  const gatewayUrl = 'http://127.0.0.1:1';
  const services = await openServices({ databaseUrl, masterKey: key.masterKey, gatewayUrl, now: Date.now, log });
  const providerKeys = [{ provider: 'openai-compatible', baseUrl: `${simulatorUrl}/v1` }];
  const tenant = await createTenant(services, { name: 'Chaos', providerKeys, prices: prices() });
  await services.close();
  return tenant;
}

/** Starts PostgreSQL, Redis (in production size), simulator, gateway and worker, with one tenant. */
export async function startInstallation(size: StackSize): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), 'weir-chaos-'));
  const home = join(directory, 'home');
  const postgres = await killablePostgres(directory);
  const redis = size === 'production' ? await appendingRedis(directory) : undefined;
  await migrate(postgres.url);
  const key = testMasterKey();
  const simulator = await part({
    name: 'simulator',
    entry: 'packages/testing/src/simulator/main.ts',
    ready: '/__health',
    env: {},
  });
  await simulator.start();
  const tenant = await tenantOf(postgres.url, key, simulator.url);
  const env = {
    DATABASE_URL: postgres.url,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    WEIR_HOME: home,
    WEIR_MASTER_KEY: key.text,
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8',
    WEIR_LOG_LEVEL: 'warn',
    // Small, so that segments are left, shipped and deleted all the time.
    WEIR_SPOOL_SEGMENT_KB: '32',
  };
  const gateway = await part(
    { name: 'gateway', entry: 'apps/gateway/src/main.ts', ready: '/readyz', env },
    'WEIR_GATEWAY_PORT',
  );
  const worker = await part(
    { name: 'worker', entry: 'apps/worker/src/main.ts', ready: '/healthz', env },
    'WEIR_WORKER_PORT',
  );
  await Promise.all([gateway.start(), worker.start()]);
  const sql = openSql(postgres.url, { max: 4 });
  const stop = async () => {
    for (const running of [gateway, worker, simulator]) await running.kill('SIGKILL');
    await sql.end({ timeout: 1 });
    await redis?.stop();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return {
    gatewayUrl: gateway.url,
    simulatorUrl: simulator.url,
    home,
    tenant,
    gateway,
    worker,
    postgres,
    redis,
    sql,
    stop,
  };
}
