import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedError } from './embedded-error.ts';
import { isAlive, processesIn, waitUntil } from './processes.ts';
import type { SystemUser } from './system-user.ts';

const run = promisify(execFile);
const majorVersion = '18';

/** What every server process gets: nothing of our own environment, which holds secrets. */
export const serverEnv = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

// The built-in C.UTF-8 sorts alike on every machine, whatever locales are installed there.
const initFlags = [
  '--username=weir',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

type NewCluster = { directory: string; password: string; binaries: Binaries; user: SystemUser | undefined };

async function versionOf(data: string): Promise<string | undefined> {
  return readFile(join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function give(path: string, user: SystemUser | undefined): Promise<void> {
  if (user !== undefined) await chown(path, user.uid, user.gid);
}

// Made beside its place and renamed, so that a crash halfway leaves no half cluster to be started.
async function create(cluster: NewCluster, data: string): Promise<void> {
  const { directory, password, binaries, user } = cluster;
  const unfinished = `${data}.new`;
  const passwordFile = join(directory, 'initial-password');
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await give(unfinished, user);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await give(passwordFile, user);
  try {
    const flags = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...initFlags];
    await run(binaries.initdb, flags, { ...user, env: serverEnv, cwd: directory });
  } catch (cause) {
    throw new EmbeddedError(`The database cannot be initialised in ${directory}: ${reasonOf(cause)}`, cause);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, data);
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  const lines = text.trim().split('\n');
  return lines.find((line) => /error:|could not|FATAL/.test(line)) ?? lines.at(-1) ?? '';
}

/** The data directory below `directory`, initialised on first use. Throws EmbeddedError with the remedy. */
export async function ensureCluster(cluster: NewCluster): Promise<string> {
  const data = join(cluster.directory, 'data');
  const version = await versionOf(data);
  if (version === majorVersion) return data;
  if (version !== undefined) {
    const remedy = `dump it with PostgreSQL ${version} and restore into a new WEIR_HOME`;
    throw new EmbeddedError(`${data} is of PostgreSQL ${version}, this is ${majorVersion}: ${remedy}.`);
  }
  if ((await stat(data).catch(() => undefined)) !== undefined) {
    const remedy = 'start as the user who made it or choose another WEIR_HOME';
    throw new EmbeddedError(`${data} is no readable PostgreSQL data directory: ${remedy}.`);
  }
  await create(cluster, data);
  return data;
}

async function postmasterOf(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const pid = Number.parseInt(text?.split('\n')[0] ?? '', 10);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/**
 * Ends the server that a killed predecessor left running in `data`, and removes its lock file where the id in it now
 * belongs to somebody else (PostgreSQL would take that for a running server). Call it only as the claimed owner.
 */
export async function endPredecessor(data: string): Promise<void> {
  const pid = await postmasterOf(data);
  if (pid === undefined) return;
  const sitting = await processesIn(data);
  const ours = sitting === undefined ? isAlive(pid) : sitting.includes(pid);
  if (ours) {
    process.kill(pid, 'SIGINT');
    if (!(await waitUntil(() => !isAlive(pid), 20_000))) {
      throw new EmbeddedError(`A database left running in ${data} (process ${pid}) does not stop: end it by hand.`);
    }
    return;
  }
  // Backends whose postmaster was killed leave by themselves; starting before that would be refused.
  await waitUntil(async () => ((await processesIn(data)) ?? []).length === 0, 20_000);
  if (isAlive(pid)) await rm(join(data, 'postmaster.pid'), { force: true });
}
