import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@weir/runtime/free-port';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import { createLogger } from '@weir/runtime/logger';
import { openServices } from '@weir/services/open-services';
import type { Services } from '@weir/services/services';
import { type ManagedProcess, managedProcess } from './managed-process.ts';
import { testDatabase, testRedis } from './services.ts';
import { createTenant, type Tenant, type TenantOptions, testMasterKey } from './tenant.ts';
import { webArgs, webEnv } from './web-process.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Embedded: the queue in PostgreSQL. Production: in Redis. */
export type StackSize = 'embedded' | 'production';

export type StackOptions = {
  readonly size: StackSize;
  /** Made of the simulator's URL, since that is known only then. */
  readonly tenant: (simulatorUrl: string) => TenantOptions;
  /** The simulator also replays the recorded traffic of the reference data. */
  readonly replay?: boolean;
  /** Also starts the built web, with `env` added to its environment alone. */
  readonly web?: { readonly env?: Readonly<Record<string, string>> };
  /** Added to the environment of every process of the product. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A running process and where it answers. */
export type StackPart = ManagedProcess & { readonly url: string };

/** A whole product on free ports, each part a process of its own, over a database of its own. */
export type Stack = {
  readonly databaseUrl: string;
  readonly home: string;
  readonly services: Services;
  readonly tenant: Tenant;
  readonly simulator: StackPart;
  readonly gateway: StackPart;
  readonly worker: StackPart;
  /** Where it was asked for. */
  readonly web?: StackPart;
  stop(): Promise<void>;
};

/** What one process has compiled the next need not. */
const compileCache = join(root, '.cache/compiled');

/** Four processes start at once, on machines that may do much else. */
const readyWithinMs = 90_000;

type PartOptions = {
  readonly name: string;
  readonly args: readonly string[];
  readonly readyPath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
};

function part({ name, args, readyPath, env, port }: PartOptions): StackPart {
  const url = `http://127.0.0.1:${port}`;
  const cached = { NODE_COMPILE_CACHE: compileCache, ...env };
  return { url, ...managedProcess({ name, args, env: cached, readyUrl: `${url}${readyPath}`, readyWithinMs }) };
}

async function simulatorPart(replay: boolean): Promise<StackPart> {
  const port = await freePort(undefined);
  const main = join(root, 'packages/testing/src/simulator/main.ts');
  const args = [main, '--port', String(port), ...(replay ? ['--replay'] : [])];
  const reference = process.env['WEIR_REFERENCE_DIR'];
  const env = reference === undefined ? {} : { WEIR_REFERENCE_DIR: reference };
  return part({ name: 'simulator', args, readyPath: '/__health', env, port });
}

type Places = { readonly databaseUrl: string; readonly home: string; readonly env: Readonly<Record<string, string>> };

async function gatewayPart({ env }: Places): Promise<StackPart> {
  const port = await freePort(undefined);
  const args = [...gatewayNodeFlags, join(root, 'apps/gateway/src/main.ts')];
  return part({ name: 'gateway', args, readyPath: '/readyz', env: { ...env, WEIR_GATEWAY_PORT: String(port) }, port });
}

async function workerPart({ env }: Places): Promise<StackPart> {
  const port = await freePort(undefined);
  const args = [join(root, 'apps/worker/src/main.ts')];
  return part({ name: 'worker', args, readyPath: '/healthz', env: { ...env, WEIR_WORKER_PORT: String(port) }, port });
}

type WebSetting = { readonly gatewayUrl: string; readonly env?: Readonly<Record<string, string>> };

async function webPart({ env }: Places, { gatewayUrl, env: more }: WebSetting): Promise<StackPart> {
  const port = await freePort(undefined);
  const own = { NODE_ENV: 'production', WEIR_GATEWAY_URL: gatewayUrl, ...webEnv(port), ...env, ...more };
  return part({ name: 'web', args: webArgs('start', port), readyPath: '/healthz', env: own, port });
}

async function places(options: StackOptions, masterKeyText: string): Promise<Places> {
  const { url: databaseUrl } = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'weir-stack-'));
  const env = {
    DATABASE_URL: databaseUrl,
    ...(options.size === 'production' ? { REDIS_URL: testRedis() } : { WEIR_EMBEDDED: '1' }),
    WEIR_HOME: home,
    WEIR_MASTER_KEY: masterKeyText,
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8',
    WEIR_LOG_LEVEL: 'warn',
    ...options.env,
  };
  return { databaseUrl, home, env };
}

async function stopAll(parts: readonly StackPart[], services: Services, home: string): Promise<void> {
  // A part that never came up has nothing to stop.
  for (const running of parts) await running.kill('SIGTERM').catch(() => undefined);
  await services.close();
  await rm(home, { recursive: true, force: true });
}

/** Starts simulator, gateway, worker and, where asked, the web, with one tenant in place. Needs vitest's global setup for its database. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { masterKey, text } = testMasterKey();
  const at = await places(options, text);
  const [simulator, gateway, worker] = [
    await simulatorPart(options.replay ?? false),
    await gatewayPart(at),
    await workerPart(at),
  ];
  const web = options.web && (await webPart(at, { gatewayUrl: gateway.url, ...options.web }));
  const services = await openServices({
    databaseUrl: at.databaseUrl,
    masterKey,
    gatewayUrl: gateway.url,
    privateUpstreams: ['127.0.0.0/8'],
    now: Date.now,
    log: createLogger({ name: 'test', level: 'silent' }),
  });
  const { databaseUrl, home } = at;
  const shown = web === undefined ? {} : { web };
  const stop = () => stopAll([gateway, worker, ...Object.values(shown), simulator], services, home);
  try {
    await simulator.start();
    const tenant = await createTenant(services, options.tenant(simulator.url));
    await Promise.all([gateway.start(), worker.start(), web?.start()]);
    return { databaseUrl, home, services, tenant, simulator, gateway, worker, ...shown, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
