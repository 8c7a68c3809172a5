import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { env } from './env.ts';

/** The folder of the web. */
export const webFolder = resolve(import.meta.dirname, '../../../apps/web');

/** The Node arguments that run the web as it was built. Throws where it was not. */
function builtArgs(): readonly string[] {
  if (!existsSync(join(webFolder, env.NEXT_DIST_DIR, 'BUILD_ID')))
    throw new Error('The web is not built: run `npm test`, or `pnpm --filter @weir/web run build` first.');
  return [join(webFolder, 'src/main.ts')];
}

/** The Node arguments that run the web on a port of loopback: as it was built, or compiled as it is asked for. */
export function webArgs(mode: 'start' | 'dev', port: number): readonly string[] {
  if (mode === 'start') return builtArgs();
  const next = createRequire(join(webFolder, 'package.json')).resolve('next/dist/bin/next');
  return [next, mode, webFolder, '--hostname', '127.0.0.1', '--port', String(port)];
}

/** What the web must know of itself, whoever runs it; the rest is what every part is told. */
export function webEnv(port: number): Readonly<Record<string, string>> {
  const url = `http://127.0.0.1:${port}`;
  return {
    WEIR_WEB_PORT: String(port),
    WEIR_PUBLIC_URL: url,
    NEXTAUTH_URL: url,
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_DIST_DIR: env.NEXT_DIST_DIR,
  };
}
