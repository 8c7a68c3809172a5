import { existsSync, readFileSync } from 'node:fs';
import { ensurePackage, hasCommand } from './apt.mjs';

const places = JSON.parse(readFileSync(new URL('./chromium-places.json', import.meta.url), 'utf8'));

/** Makes sure that there is a Chromium for the browser tests, as `ensureRedis` does. Throws Failure else. */
export function ensureChromium() {
  return ensurePackage({
    name: 'chromium',
    isThere: () =>
      process.env.WEIR_CHROMIUM !== undefined || places.commands.some(hasCommand) || places.files.some(existsSync),
    elsewhere: 'elsewhere install Chrome or Chromium, or name its program in WEIR_CHROMIUM',
  });
}
