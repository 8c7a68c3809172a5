import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError } from '../cli-error.ts';

/** Makes the data directory. Throws CliError when this user may not write there. */
export async function makeHome(home: string): Promise<void> {
  try {
    await makeDirectory(home);
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError(
      `The data directory ${home} cannot be written (${reason}): give this user rights to it or choose another with WEIR_HOME.`,
      error,
    );
  }
}

// Node's own `recursive` never ends where a directory cannot be made though its parent is there, as in /proc.
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o711 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await mkdir(path, { mode: 0o711 });
  }
}
