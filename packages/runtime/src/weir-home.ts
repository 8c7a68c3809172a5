import { resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '../../..');

/** The directory of all data: `WEIR_HOME`, else /var/lib/weir as root, else `.weir` in the project's root. */
export function weirHome(env: { readonly WEIR_HOME?: string | undefined }): string {
  if (env.WEIR_HOME !== undefined) return resolve(env.WEIR_HOME);
  return process.getuid?.() === 0 ? '/var/lib/weir' : resolve(projectRoot, '.weir');
}
