import { createLogger } from '@weir/runtime/logger';
import { readMasterKey } from '@weir/services/instance/read-master-key';
import type { Mail } from '@weir/services/mail/mailer';
import { openServices } from '@weir/services/open-services';
import type { Services } from '@weir/services/services';
import { readEnv } from '../env.ts';
import { identityProvidersOf } from './identity-providers.ts';
import { gatewayUrlOf, publicUrlOf } from './instance-urls.ts';

let opened: Promise<Services> | undefined;

/** A mail as one line of our output, which `weir start` shows as text. */
function printMail(mail: Mail): void {
  process.stdout.write(`weir-mail: ${JSON.stringify(mail)}\n`);
}

async function open(): Promise<Services> {
  const env = readEnv();
  return openServices({
    databaseUrl: env.DATABASE_URL,
    masterKey: readMasterKey(env),
    gatewayUrl: env.WEIR_GATEWAY_URL,
    gatewayPublicUrl: gatewayUrlOf(env),
    publicUrl: publicUrlOf(env),
    privateUpstreams: env.WEIR_PRIVATE_UPSTREAMS,
    signUpMode: env.WEIR_SIGN_UP,
    isEmbedded: env.WEIR_EMBEDDED,
    identityProviders: identityProvidersOf(env).map(({ id, name }) => ({ id, name })),
    smtpUrl: env.SMTP_URL,
    mailFrom: env.WEIR_MAIL_FROM,
    ...(env.WEIR_EMBEDDED ? { onLocalMail: printMail } : {}),
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
