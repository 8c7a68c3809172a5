import { spawn } from 'node:child_process';
import { CliError } from '../cli-error.ts';
import type { CliEnv } from '../env.ts';
import { partEnv, webCommand } from '../start/instance-parts.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the web alone, in the foreground, until it is stopped. Gives its exit code. */
export async function web(env: CliEnv, terminal: Terminal): Promise<number> {
  if (env.DATABASE_URL === undefined) throw new CliError('DATABASE_URL is not set: the web alone brings no database.');
  const { args, cwd } = webCommand();
  const child = spawn(process.execPath, args, { cwd, env: partEnv(env, env.DATABASE_URL), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) terminal.signals.on(signal, () => child.kill(signal));
  return new Promise((settle) => {
    child.once('error', () => settle(1));
    child.once('exit', (code, signal) => settle(signal === null ? (code ?? 1) : 0));
  });
}
