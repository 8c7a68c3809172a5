import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root and the folder of tools that the install puts there. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const bin = join(root, 'node_modules', '.bin');

/** A tool of the project; on Windows its wrapper. */
export const tool = (name) => join(bin, process.platform === 'win32' ? `${name}.cmd` : name);

/** The pinned Node.js, whatever runs this script. */
export const pinnedNode = tool('node');

/** `environment` with the project's tools first on the PATH, and without anything that calls home. */
export function toolEnv(environment = process.env) {
  return {
    ...environment,
    PATH: `${bin}${delimiter}${environment.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
}
