import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Binaries } from './binaries.ts';
import { serverEnv } from './cluster.ts';
import { EmbeddedError } from './embedded-error.ts';
import { waitUntil } from './processes.ts';
import type { SystemUser } from './system-user.ts';

/** Modest: a small machine that also runs the gateway, the worker and the web. */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

export type ServerOptions = {
  readonly directory: string;
  readonly data: string;
  readonly port: number;
  readonly binaries: Binaries;
  readonly user: SystemUser | undefined;
  readonly settings: Readonly<Record<string, string>>;
};

export type Server = { readonly pid: number; readonly exited: Promise<void>; stop(): Promise<void> };

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((settle) => {
    child.once('exit', () => settle());
    child.once('error', () => settle());
  });
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === '28P01') {
      throw new EmbeddedError('The password kept beside the database is not its password: restore the file.', error);
    }
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function reasonIn(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => /FATAL|PANIC|ERROR|could not/.test(line));
  return lines.at(-1) ?? `see ${log}`;
}

/** Starts the server and waits until it answers at `url`. Throws EmbeddedError with what its log says. */
export async function startServer(options: ServerOptions, url: string): Promise<Server> {
  const { directory, data, port, binaries, user } = options;
  const log = join(directory, 'server.log');
  await rename(log, `${log}.1`).catch(() => undefined);
  const output = openSync(log, 'a', 0o600);
  const settings = Object.entries({ ...defaults, ...options.settings });
  const flags = ['-D', data, '-p', String(port), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // A group of its own: Ctrl-C in the terminal must reach us first, or the worker loses its database while it drains.
  const child = spawn(binaries.postgres, flags, {
    ...user,
    env: serverEnv,
    cwd: directory,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let running = true;
  const exited = exitOf(child).then(() => {
    running = false;
  });
  try {
    const ready = await waitUntil(async () => !running || (await answers(url)), 60_000);
    if (ready && running && child.pid !== undefined) return { pid: child.pid, exited, stop: () => stop(child, exited) };
    throw new EmbeddedError(`PostgreSQL does not start in ${directory}: ${await reasonIn(log)}`);
  } catch (error) {
    await stop(child, exited);
    throw error;
  }
}

// SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const overdue = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  await exited;
  clearTimeout(overdue);
}
