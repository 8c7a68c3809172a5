// A whole instance for whoever works on the dashboard: what `pnpm dev` runs. Its web compiles pages as they are asked for.
import { once } from 'node:events';
import { join, relative, resolve } from 'node:path';
import { freePort } from '@weir/db/embedded/free-port';
import { instance } from '@weir/db/prisma/instance';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import { createLogger } from '@weir/runtime/logger';
import { weirHome } from '@weir/runtime/weir-home';
import { claimHome } from '@weir/services/instance/claim-home';
import { ensureMasterKey } from '@weir/services/instance/ensure-master-key';
import { prepareDatabase } from '@weir/services/instance/prepare-database';
import { startDatabase } from '@weir/services/instance/start-database';
import { openServices } from '@weir/services/open-services';
import { demoPassword, demoSlug, seedDemo } from '../demo/seed-demo.ts';
import { type ManagedProcess, managedProcess } from '../managed-process.ts';
import { webArgs, webFolder } from '../web-process.ts';
import { readEnv } from './env.ts';

const root = resolve(import.meta.dirname, '../../../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Ports = { readonly web: number; readonly gateway: number; readonly worker: number };

async function seedOnce(databaseUrl: string, home: string, gatewayUrl: string): Promise<void> {
  const log = createLogger({ name: 'dev', level: 'warn' });
  const masterKey = ensureMasterKey({ ...process.env, home });
  const services = await openServices({ databaseUrl, masterKey, gatewayUrl, now: Date.now, log });
  try {
    if ((await instance(services.database).organizationBySlug(demoSlug)) !== undefined) return;
    say('writing 30 days of calls');
    await seedDemo(services, { calls: readEnv().WEIR_DEV_CALLS });
  } finally {
    await services.close();
  }
}

/** Everything that was set, and where the parts are. */
function partEnv(databaseUrl: string, home: string, ports: Ports): Record<string, string> {
  const given = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const webUrl = `http://127.0.0.1:${ports.web}`;
  return {
    ...Object.fromEntries(given),
    DATABASE_URL: databaseUrl,
    WEIR_HOME: home,
    WEIR_GATEWAY_PORT: String(ports.gateway),
    WEIR_WORKER_PORT: String(ports.worker),
    WEIR_WEB_PORT: String(ports.web),
    WEIR_GATEWAY_URL: `http://127.0.0.1:${ports.gateway}`,
    WEIR_PUBLIC_URL: webUrl,
    NEXTAUTH_URL: webUrl,
    WEIR_EMBEDDED: '1',
    WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8,::1/128',
    WEIR_LOG_LEVEL: readEnv().WEIR_LOG_LEVEL,
    NEXT_TELEMETRY_DISABLED: '1',
    // Each has its own, so that several run side by side over one clone.
    NEXT_DIST_DIR: relative(webFolder, join(webFolder, '.cache', `next-${ports.web}`)),
  };
}

function parts(env: Record<string, string>, ports: Ports): ManagedProcess[] {
  const onOutput = (text: string): void => void process.stdout.write(text);
  const main = (name: string) => join(root, 'apps', name, 'src/main.ts');
  const { NODE_ENV: _, ...webEnv } = env;
  return [
    managedProcess({
      ...{ name: 'gateway', args: [...gatewayNodeFlags, main('gateway')], env, onOutput },
      readyUrl: `http://127.0.0.1:${ports.gateway}/readyz`,
    }),
    managedProcess({
      ...{ name: 'worker', args: [main('worker')], env, onOutput },
      readyUrl: `http://127.0.0.1:${ports.worker}/healthz`,
    }),
    managedProcess({
      ...{ name: 'web', args: webArgs('dev', ports.web), env: webEnv, onOutput, readyWithinMs: 120_000 },
      readyUrl: `http://127.0.0.1:${ports.web}/healthz`,
    }),
  ];
}

async function run(stopped: Promise<unknown>): Promise<void> {
  const env = readEnv();
  const home = env.WEIR_HOME === undefined ? `${weirHome({})}-dev` : resolve(env.WEIR_HOME);
  const database = await startDatabase(join(home, 'postgres'));
  const release = await claimHome(home);
  const started: ManagedProcess[] = [];
  try {
    await prepareDatabase(database.url);
    const ports = {
      web: await freePort(env.WEIR_WEB_PORT),
      gateway: await freePort(env.WEIR_GATEWAY_PORT),
      worker: await freePort(undefined),
    };
    await seedOnce(database.url, home, `http://127.0.0.1:${ports.gateway}`);
    const all = parts(partEnv(database.url, home, ports), ports);
    const up = Promise.all(
      all.map(async (part) => {
        started.push(part);
        await part.start();
      }),
    );
    await Promise.race([up, stopped]);
    say(
      `\nweb       http://127.0.0.1:${ports.web}   owner@example.org / ${demoPassword}   (also admin@, developer@, ...)`,
    );
    say(`gateway   http://127.0.0.1:${ports.gateway}\ndatabase  ${database.url}\nCtrl-C stops everything.\n`);
    await stopped;
  } finally {
    await Promise.allSettled(started.map((part) => part.kill('SIGTERM')));
    await database.stop();
    await release();
  }
}

const stopped = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
try {
  await run(stopped);
} catch (error) {
  process.stderr.write(`weir: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
process.exit();
