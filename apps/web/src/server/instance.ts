import { createLogger } from '@weir/runtime/logger';
import { readMasterKey } from '@weir/services/instance/read-master-key';
import { openServices } from '@weir/services/open-services';
import type { Services } from '@weir/services/services';
import { readEnv } from '../env.ts';

let opened: Promise<Services> | undefined;

async function open(): Promise<Services> {
  const env = readEnv();
  return openServices({
    databaseUrl: env.DATABASE_URL,
    masterKey: readMasterKey(env),
    gatewayUrl: env.WEIR_GATEWAY_URL,
    privateUpstreams: env.WEIR_PRIVATE_UPSTREAMS,
    now: Date.now,
    log: createLogger({ name: 'web', level: env.WEIR_LOG_LEVEL }),
  });
}

/**
 * The services, opened at the first use; a failed opening is tried again at the next. Next bundles pages and route
 * handlers apart, each with a copy of this module and of the services' own: a handle never crosses from one to the other.
 */
export function openInstance(): Promise<Services> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
