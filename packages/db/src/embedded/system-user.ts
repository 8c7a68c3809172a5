import { execFile } from 'node:child_process';
import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedError } from './embedded-error.ts';

const run = promisify(execFile);
const userName = 'postgres';

/** Whom the server runs as: undefined means this process' own user. */
export type SystemUser = { readonly uid: number; readonly gid: number };

async function find(): Promise<SystemUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', userName]), run('id', ['-g', userName])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL refuses to run as root: root starts it as the system user postgres, which is made where it is missing.
 * Throws EmbeddedError when it cannot be made.
 */
export async function systemUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await find();
  if (found !== undefined) return found;
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  await run('useradd', [...options, userName]).catch((cause: unknown) => {
    const remedy = 'add the user or start Weir as another user than root';
    throw new EmbeddedError(
      `PostgreSQL does not run as root and the system user postgres cannot be made: ${remedy}.`,
      cause,
    );
  });
  const made = await find();
  if (made === undefined) throw new EmbeddedError('The system user postgres was made but cannot be found.');
  return made;
}

async function mayEnter(directory: string, user: SystemUser): Promise<boolean> {
  const { uid, gid, mode } = await stat(directory);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** The topmost directory on the way to `path` (without it) that `user` may not enter; undefined when all are open. */
export async function firstClosedParent(path: string, user: SystemUser | undefined): Promise<string | undefined> {
  const parent = dirname(path);
  if (user === undefined || parent === path) return undefined;
  const above = await firstClosedParent(parent, user);
  if (above !== undefined) return above;
  return (await mayEnter(parent, user)) ? undefined : parent;
}

async function isOurs(directory: string): Promise<boolean> {
  return (await stat(directory)).uid === process.getuid?.();
}

/**
 * Makes `directory` and lets `user` pass through it and its parent, Weir's home (never list them). Whatever lies
 * further up is left as it is: throws EmbeddedError naming the directory that is closed.
 */
export async function makeReachable(directory: string, user: SystemUser | undefined): Promise<void> {
  await mkdir(directory, { recursive: true, mode: user === undefined ? 0o700 : 0o711 }).catch((cause: unknown) => {
    throw new EmbeddedError(`The data directory ${directory} cannot be made: choose one you may write to.`, cause);
  });
  if (user === undefined) return;
  const home = dirname(directory);
  if (!(await mayEnter(home, user)) && (await isOurs(home))) await chmod(home, 0o711);
  const closed = await firstClosedParent(directory, user);
  if (closed !== undefined) {
    const remedy = `run "chmod o+x ${closed}" or choose another directory with WEIR_HOME`;
    throw new EmbeddedError(`PostgreSQL runs as the system user postgres, which may not enter ${closed}: ${remedy}.`);
  }
  if (!(await mayEnter(directory, user))) await chmod(directory, 0o711);
}
