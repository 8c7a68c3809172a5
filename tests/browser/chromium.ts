import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';

const placesFile = resolve(import.meta.dirname, '../../scripts/lib/chromium-places.json');
const placesSchema = z.object({ commands: z.array(z.string()), files: z.array(z.string()) });

/** The program of the Chromium that this machine has. Throws where there is none. */
export function chromiumPath(): string {
  const named = process.env['WEIR_CHROMIUM'];
  if (named !== undefined) return named;
  const places = placesSchema.parse(JSON.parse(readFileSync(placesFile, 'utf8')));
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = places.commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  const found = [...onPath, ...places.files].find((path) => existsSync(path));
  if (found === undefined) throw new Error('There is no Chromium: install it (apt-get install chromium).');
  return found;
}
