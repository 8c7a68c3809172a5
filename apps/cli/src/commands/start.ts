import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { claimHome } from '@weir/services/instance/claim-home';
import { ensureMasterKey } from '@weir/services/instance/ensure-master-key';
import { prepareDatabase } from '@weir/services/instance/prepare-database';
import { type InstanceDatabase, startDatabase } from '@weir/services/instance/start-database';
import { CliError } from '../cli-error.ts';
import type { CliEnv } from '../env.ts';
import { databasePart } from '../parts/database-part.ts';
import { fileOutput, type PartOutput, throughOutput } from '../parts/part-output.ts';
import { bootstrap, firstSecrets } from '../start/bootstrap.ts';
import { checkPort, choosePort } from '../start/check-port.ts';
import { instanceParts, localUrl } from '../start/instance-parts.ts';
import { makeHome } from '../start/make-home.ts';
import { RunningParts } from '../start/running-parts.ts';
import { welcome } from '../start/welcome.ts';
import type { Part } from '../supervise/part.ts';
import { onStopSignals } from '../supervise/stop-signals.ts';
import type { Terminal } from '../terminal.ts';

type Setting = { readonly env: CliEnv; readonly terminal: Terminal; readonly running: RunningParts };

/** Brings the whole instance up, keeps it up, and stops it when asked. Gives the exit code. */
export async function start(env: CliEnv, terminal: Terminal): Promise<number> {
  await makeHome(env.home);
  const release = await claimHome(env.home);
  const running = new RunningParts(terminal);
  const stopRequested = listenForStop(terminal, running);
  const up = bringUp({ env, terminal, running });
  try {
    await Promise.race([up, stopRequested]);
    await stopRequested;
    return 0;
  } finally {
    await running.stop();
    await up.catch(() => undefined);
    await release();
  }
}

function listenForStop(terminal: Terminal, running: RunningParts): Promise<void> {
  return new Promise((settle) => {
    const stop = () => {
      terminal.say('stopping: open calls are finished first; Ctrl-C again stops at once');
      settle();
    };
    const force = () => {
      running.kill();
      terminal.exitSoon(1);
    };
    onStopSignals(terminal.signals, terminal.nowMs, { stop, force });
  });
}

async function bringUp({ env, terminal, running }: Setting): Promise<void> {
  await checkPorts(env);
  const masterKey = ensureMasterKey(env);
  const databaseUrl = await openDatabase({ env, terminal, running });
  await prepareDatabase(databaseUrl);
  const first = await bootstrap({ env, databaseUrl, masterKey });
  // At once: whatever fails from here on, they could never be shown again.
  if (first !== undefined) terminal.print(firstSecrets(first, env));
  const logs = terminal.interactive ? join(env.home, 'logs') : undefined;
  const workerPort = await choosePort(env.WEIR_WORKER_PORT);
  const parts = instanceParts({ env, databaseUrl, workerPort, output: outputTo(logs, terminal) });
  await Promise.all(parts.map(({ part, output }) => startPart({ env, terminal, running }, part, output)));
  const gatewayUrl = localUrl(env, env.WEIR_GATEWAY_PORT);
  const webUrl = localUrl(env, env.WEIR_WEB_PORT);
  terminal.print(welcome({ gatewayUrl, webUrl, home: env.home, logs }));
}

async function checkPorts({ WEIR_HOST: host, WEIR_GATEWAY_PORT, WEIR_WEB_PORT }: CliEnv): Promise<void> {
  if (WEIR_GATEWAY_PORT === WEIR_WEB_PORT) {
    throw new CliError(`WEIR_GATEWAY_PORT and WEIR_WEB_PORT are both ${WEIR_WEB_PORT}: choose two ports.`);
  }
  await checkPort({ host, port: WEIR_GATEWAY_PORT, variable: 'WEIR_GATEWAY_PORT' });
  await checkPort({ host, port: WEIR_WEB_PORT, variable: 'WEIR_WEB_PORT' });
}

/** The URL of the database: the one that was set, else that of the embedded one, which is started and watched. */
async function openDatabase({ env, terminal, running }: Setting): Promise<string> {
  if (env.DATABASE_URL !== undefined) return env.DATABASE_URL;
  terminal.say('starting the database');
  const open = (): Promise<InstanceDatabase> => startDatabase(join(env.home, 'postgres'));
  const database = await open();
  await running.start(databasePart(database, open));
  return database.url;
}

function outputTo(logs: string | undefined, { say, stdout }: Terminal): (name: string) => PartOutput {
  if (logs === undefined) return () => throughOutput(stdout);
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  return (name) => fileOutput({ name, path: join(logs, `${name}.log`), say });
}

async function startPart({ terminal, running }: Setting, part: Part, output: PartOutput): Promise<void> {
  terminal.say(`starting ${part.name}`);
  try {
    await running.start(part);
  } catch (error) {
    const why = output.lastWords() || (error instanceof Error ? error.message : String(error));
    throw new CliError(`The ${part.name} does not start: ${why}`, error);
  }
}
