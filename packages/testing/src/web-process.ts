import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const app = resolve(import.meta.dirname, '../../../apps/web');

/** The folder of the web. */
export const webFolder = app;

/** The Node arguments that run the web on a port of loopback: as it was built, or compiled as it is asked for. */
export function webArgs(mode: 'start' | 'dev', port: number): readonly string[] {
  const next = createRequire(join(app, 'package.json')).resolve('next/dist/bin/next');
  return [next, mode, app, '--hostname', '127.0.0.1', '--port', String(port)];
}
