import { join, relative, resolve } from 'node:path';
import { instance } from '@weir/db/prisma/instance';
import { freePort } from '@weir/runtime/free-port';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import { createLogger } from '@weir/runtime/logger';
import { claimHome } from '@weir/services/instance/claim-home';
import { ensureMasterKey } from '@weir/services/instance/ensure-master-key';
import { prepareDatabase } from '@weir/services/instance/prepare-database';
import { type InstanceDatabase, startDatabase } from '@weir/services/instance/start-database';
import { openServices } from '@weir/services/open-services';
import { sickModel, startLiveTraffic } from '../demo/live-traffic.ts';
import { type Demo, demoSlug, seedDemo } from '../demo/seed-demo.ts';
import { type ManagedProcess, managedProcess } from '../managed-process.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { webArgs, webEnv, webFolder } from '../web-process.ts';

const root = resolve(import.meta.dirname, '../../../..');

export type DemoOptions = {
  /** The data directory, absolute; filled at the first start. */
  readonly home: string;
  /** The web as it was built, or compiled as it is asked for. */
  readonly web: 'start' | 'dev';
  /** Preferred ones; free ones are taken where these are in use. */
  readonly ports: { readonly web?: number; readonly gateway?: number };
  /** How many calls are made up. */
  readonly calls: number;
  /** Also calls it all the time, at providers that are simulated, so that live pages have something to show. */
  readonly isBusy?: boolean;
  /** What every part gets to see besides where the others are. */
  readonly env: Readonly<Record<string, string>>;
  readonly onOutput: (text: string) => void;
};

/** A whole instance in embedded size with the demo's data. */
export type DemoInstance = {
  readonly webUrl: string;
  readonly gatewayUrl: string;
  /** With its password. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
};

type Ports = { readonly web: number; readonly gateway: number; readonly worker: number };

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

type Places = { readonly databaseUrl: string; readonly gatewayUrl: string; readonly upstream: string | undefined };

/** The demo's data, where they were not there yet. */
async function seedOnce(
  { databaseUrl, gatewayUrl, upstream }: Places,
  { home, calls, env }: DemoOptions,
): Promise<Demo | undefined> {
  const log = createLogger({ name: 'demo', level: 'warn' });
  const masterKey = ensureMasterKey({ WEIR_MASTER_KEY: env['WEIR_MASTER_KEY'], home });
  const services = await openServices({ databaseUrl, masterKey, gatewayUrl, now: Date.now, log });
  try {
    const isSeeded = (await instance(services.database).organizationBySlug(demoSlug)) !== undefined;
    return isSeeded ? undefined : await seedDemo(services, { calls, ...(upstream === undefined ? {} : { upstream }) });
  } finally {
    await services.close();
  }
}

function envOf(databaseUrl: string, { home, web, env }: DemoOptions, ports: Ports): Record<string, string> {
  return {
    WEIR_LOG_LEVEL: 'warn',
    ...env,
    DATABASE_URL: databaseUrl,
    WEIR_HOME: home,
    WEIR_GATEWAY_PORT: String(ports.gateway),
    WEIR_WORKER_PORT: String(ports.worker),
    WEIR_GATEWAY_URL: urlOf(ports.gateway),
    WEIR_EMBEDDED: '1',
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8,::1/128',
    ...webEnv(ports.web),
    // Each has its own, so that several compile side by side over one clone.
    ...(web === 'dev' ? { NEXT_DIST_DIR: relative(webFolder, join(webFolder, '.cache', `next-${ports.web}`)) } : {}),
  };
}

function partsOf(env: Record<string, string>, options: DemoOptions, ports: Ports): ManagedProcess[] {
  const { onOutput } = options;
  const main = (name: string) => join(root, 'apps', name, 'src/main.ts');
  const { NODE_ENV: _, ...rest } = env;
  const ofWeb = options.web === 'start' ? { ...rest, NODE_ENV: 'production' } : rest;
  return [
    managedProcess({
      ...{ name: 'gateway', args: [...gatewayNodeFlags, main('gateway')], env, onOutput },
      readyUrl: `${urlOf(ports.gateway)}/readyz`,
    }),
    managedProcess({
      ...{ name: 'worker', args: [main('worker')], env, onOutput },
      readyUrl: `${urlOf(ports.worker)}/healthz`,
    }),
    managedProcess({
      ...{ name: 'web', args: webArgs(options.web, ports.web), env: ofWeb, onOutput, readyWithinMs: 120_000 },
      readyUrl: `${urlOf(ports.web)}/healthz`,
    }),
  ];
}

const firstCalls = 120;

async function beBusy(simulator: Simulator, { gatewayKey }: Demo, gatewayUrl: string): Promise<() => void> {
  simulator.setFault({ model: sickModel, fault: '503' });
  const traffic = await startLiveTraffic({ gatewayUrl, gatewayKey, first: firstCalls });
  return () => traffic.stop();
}

async function startOn(database: InstanceDatabase, options: DemoOptions): Promise<DemoInstance> {
  const started: ManagedProcess[] = [];
  const busy = options.isBusy === true ? await startSimulator({}) : undefined;
  let stopTraffic = (): void => undefined;
  const stop = async () => {
    stopTraffic();
    await Promise.allSettled(started.map((part) => part.kill('SIGTERM')));
    await busy?.close();
    await database.stop();
  };
  try {
    await prepareDatabase(database.url);
    const ports = {
      web: await freePort(options.ports.web),
      gateway: await freePort(options.ports.gateway),
      worker: await freePort(undefined),
    };
    const places = { databaseUrl: database.url, gatewayUrl: urlOf(ports.gateway), upstream: busy?.url };
    const seeded = await seedOnce(places, options);
    const parts = partsOf(envOf(database.url, options, ports), options, ports);
    const starting = parts.map((part) => {
      started.push(part);
      return part.start();
    });
    await Promise.all(starting);
    if (busy !== undefined && seeded !== undefined) stopTraffic = await beBusy(busy, seeded, places.gatewayUrl);
    return { webUrl: urlOf(ports.web), gatewayUrl: urlOf(ports.gateway), databaseUrl: database.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts an instance with the demo's data, which it makes at the first start. */
export async function startDemo(options: DemoOptions): Promise<DemoInstance> {
  const database = await startDatabase(join(options.home, 'postgres'));
  const release = await claimHome(options.home).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  try {
    const demo = await startOn(database, options);
    return {
      ...demo,
      async stop() {
        await demo.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}
