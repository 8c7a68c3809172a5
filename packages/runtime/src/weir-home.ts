import { resolve } from 'node:path';

/**
 * The directory of all data: `WEIR_HOME`, else /var/lib/weir as root, else `.weir` in the project's root. Throws in
 * bundled code, which does not know where the project is, unless the first two apply.
 */
export function weirHome(env: { readonly WEIR_HOME?: string | undefined }): string {
  if (env.WEIR_HOME !== undefined) return resolve(env.WEIR_HOME);
  if (process.getuid?.() === 0) return '/var/lib/weir';
  const here: string | undefined = import.meta.dirname;
  if (here === undefined) throw new Error('WEIR_HOME is not set: set it to the data directory of this instance.');
  return resolve(here, '../../../.weir');
}
