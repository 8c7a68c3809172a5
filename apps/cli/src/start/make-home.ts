import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { CliError } from '../cli-error.ts';

/** Makes the data directory. Throws CliError when this user may not write there. */
export async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o711 });
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError(
      `The data directory ${home} cannot be written (${reason}): give this user rights to it or choose another with WEIR_HOME.`,
      error,
    );
  }
}
