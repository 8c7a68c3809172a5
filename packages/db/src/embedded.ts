import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '@weir/runtime/free-port';
import postgres from 'postgres';
import { findBinaries } from './embedded/binaries.ts';
import { endPredecessor, ensureCluster } from './embedded/cluster.ts';
import { claim } from './embedded/owner.ts';
import { type Server, startServer } from './embedded/server.ts';
import { makeReachable, systemUser } from './embedded/system-user.ts';

export type EmbeddedOptions = {
  /** Holds everything of it: the cluster, its password, port and log. */
  readonly dataDir: string;
  /** Preferred; another free one is taken where it is in use. Default: that of the last start. */
  readonly port?: number;
  /** PostgreSQL settings over ours. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type Embedded = {
  /** Of the database `weir`, with its password: never log it. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server process has ended, asked for or not. */
  readonly exited: Promise<void>;
  /** Fast shutdown; may be called again. */
  stop(): Promise<void>;
};

async function remembered(path: string, make: () => string): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known.trim() !== '') return known.trim();
  const made = make();
  await writeFile(path, `${made}\n`, { mode: 0o600 });
  return made;
}

async function lastPort(path: string): Promise<number | undefined> {
  const port = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  return Number.isInteger(port) ? port : undefined;
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = 'weir'`;
    if (found.length === 0) await sql`create database weir`;
  } finally {
    await sql.end();
  }
}

async function start(
  options: EmbeddedOptions,
  directory: string,
): Promise<{ url: string; port: number; server: Server }> {
  const user = await systemUser();
  const binaries = await findBinaries(directory, user);
  const password = await remembered(join(directory, 'password'), () => randomBytes(24).toString('base64url'));
  const data = await ensureCluster({ directory, password, binaries, user });
  await endPredecessor(data);
  const portFile = join(directory, 'port');
  const port = await freePort(options.port ?? (await lastPort(portFile)));
  const at = (database: string): string => `postgresql://weir:${password}@127.0.0.1:${port}/${database}`;
  const settings = options.settings ?? {};
  const server = await startServer({ directory, data, port, binaries, user, settings }, at('postgres'));
  try {
    await ensureDatabase(at('postgres'));
    await writeFile(portFile, `${port}\n`, { mode: 0o600 });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: at('weir'), port, server };
}

/**
 * Starts PostgreSQL from its npm package on loopback, initialised on first use, and gives the URL of database `weir`.
 * A server that a killed predecessor left behind is ended first. Throws EmbeddedError (one line, with the remedy)
 * when it cannot run, above all when a living process already runs one in `dataDir`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const directory = resolve(options.dataDir);
  await makeReachable(directory, await systemUser());
  const release = await claim(directory);
  try {
    const { url, port, server } = await start(options, directory);
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopping ??= server.stop().finally(release);
      return stopping;
    };
    return { url, port, pid: server.pid, exited: server.exited, stop };
  } catch (error) {
    await release();
    throw error;
  }
}
