import { createLogger } from '@weir/runtime/logger';
import { readMasterKey } from '@weir/services/instance/read-master-key';
import { openServices } from '@weir/services/open-services';
import type { Services } from '@weir/services/services';
import { readEnv } from '../env.ts';

declare global {
  // Bundles may each hold a copy of this module; connections must not be held twice.
  var weirServices: Promise<Services> | undefined;
}

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

/** The services of this process, opened at the first use. A failed opening is tried again at the next. */
export function openInstance(): Promise<Services> {
  globalThis.weirServices ??= open().catch((error: unknown) => {
    globalThis.weirServices = undefined;
    throw error;
  });
  return globalThis.weirServices;
}
