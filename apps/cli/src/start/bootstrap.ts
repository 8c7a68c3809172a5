import { createLogger } from '@weir/runtime/logger';
import { type Bootstrapped, bootstrapInstance } from '@weir/services/instance/bootstrap';
import type { ensureMasterKey } from '@weir/services/instance/ensure-master-key';
import { openServices } from '@weir/services/open-services';
import type { CliEnv } from '../env.ts';
import { localUrl } from './instance-parts.ts';

type Setting = {
  readonly env: CliEnv;
  readonly databaseUrl: string;
  readonly masterKey: ReturnType<typeof ensureMasterKey>;
};

/** Makes the first organization, project, keys and user where there is none yet, and gives what was made. */
export async function bootstrap({ env, databaseUrl, masterKey }: Setting): Promise<Bootstrapped | undefined> {
  const gatewayUrl = localUrl(env, env.WEIR_GATEWAY_PORT);
  const log = createLogger({ name: 'cli', level: 'warn' });
  const services = await openServices({ databaseUrl, masterKey, gatewayUrl, now: Date.now, log });
  try {
    return await bootstrapInstance(services, env);
  } finally {
    await services.close();
  }
}

/** The secrets of a first start as text. A token that was given is not repeated. */
export function firstSecrets(made: Bootstrapped, env: CliEnv): string {
  const lines = [
    '',
    'Keep these: they are shown only now, and only their hashes are stored.',
    '',
    `  export WEIR_KEY=${made.gatewayKey}`,
    ...(env.WEIR_ADMIN_TOKEN === undefined ? [`  export WEIR_TOKEN=${made.managementToken}`] : []),
    ...(made.user?.password === undefined ? [] : [`  password of ${made.user.email}: ${made.user.password}`]),
    '',
  ];
  return `${lines.join('\n')}\n`;
}
