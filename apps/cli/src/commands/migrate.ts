import { ensureMasterKey } from '@weir/services/instance/ensure-master-key';
import { prepareDatabase } from '@weir/services/instance/prepare-database';
import { CliError } from '../cli-error.ts';
import type { CliEnv } from '../env.ts';
import { bootstrap, firstSecrets } from '../start/bootstrap.ts';
import { makeHome } from '../start/make-home.ts';
import type { Terminal } from '../terminal.ts';

/** Brings the database of DATABASE_URL up to this release and makes what WEIR_ADMIN_* asks for. Gives the exit code. */
export async function migrate(env: CliEnv, terminal: Terminal): Promise<number> {
  if (env.DATABASE_URL === undefined)
    throw new CliError('DATABASE_URL is not set: "weir start" brings its own database.');
  if (env.WEIR_MASTER_KEY === undefined) await makeHome(env.home);
  const { applied } = await prepareDatabase(env.DATABASE_URL);
  terminal.say(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`);
  const first = await bootstrap({ env, databaseUrl: env.DATABASE_URL, masterKey: ensureMasterKey(env) });
  if (first !== undefined) terminal.print(firstSecrets(first, env));
  return 0;
}
