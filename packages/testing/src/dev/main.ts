// A whole instance for whoever works on the dashboard: what `pnpm dev` runs. Its web compiles pages as they are asked for.
import { once } from 'node:events';
import { resolve } from 'node:path';
import { weirHome } from '@weir/runtime/weir-home';
import { demoPassword } from '../demo/seed-demo.ts';
import { startDemo } from './demo-instance.ts';
import { everythingSet, readEnv } from './env.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(stopped: Promise<unknown>): Promise<void> {
  const env = readEnv();
  const starting = startDemo({
    home: env.WEIR_HOME === undefined ? `${weirHome({})}-dev` : resolve(env.WEIR_HOME),
    web: 'dev',
    ports: { web: env.WEIR_WEB_PORT, gateway: env.WEIR_GATEWAY_PORT },
    calls: env.WEIR_DEV_CALLS,
    env: everythingSet(),
    onOutput: (text) => void process.stdout.write(text),
  });
  // Asked to stop while it starts, it is let finish: what was begun is then known, and can be stopped.
  const demo = await starting;
  say(`\nweb       ${demo.webUrl}   owner@example.org / ${demoPassword}   (also admin@, developer@, ...)`);
  say(`gateway   ${demo.gatewayUrl}\ndatabase  ${demo.databaseUrl}\nCtrl-C stops everything.\n`);
  await stopped;
  await demo.stop();
}

const stopped = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
try {
  await run(stopped);
} catch (error) {
  process.stderr.write(`weir: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
process.exit();
