import { lookup } from 'node:dns/promises';
import type { MasterKey } from '@weir/access/master-key';
import { createVault } from '@weir/access/seal';
import { openPrisma } from '@weir/db/prisma/client';
import { openSql } from '@weir/db/sql/client';
import { createEgress } from '@weir/egress/create-egress';
import type { Logger } from '@weir/runtime/logger';
import { createBackground } from './background.ts';
import { createGatewayClient } from './gateway/gateway-client.ts';
import { createMailer } from './mail/create-mailer.ts';
import type { Mail } from './mail/mailer.ts';
import type { ResolveHost, Services, Site } from './services.ts';
import { createPasswords } from './users/passwords.ts';

export type ServicesOptions = Partial<Site> & {
  readonly databaseUrl: string;
  readonly masterKey: MasterKey;
  /** Where the gateway answers; the operator's word, so any network will do. */
  readonly gatewayUrl: string;
  /** CIDR ranges of private networks that provider keys may point at; none unless given. */
  readonly privateUpstreams?: readonly string[];
  readonly resolveHost?: ResolveHost;
  /** `smtp://` or `smtps://`, with user and password where the server wants them; without it no mail leaves. */
  readonly smtpUrl?: string | undefined;
  /** The sender of mails, such as `Weir <weir@example.org>`; weir@ the host of `publicUrl` unless given. */
  readonly mailFrom?: string | undefined;
  /** Told of each mail that no mail server was there for. */
  readonly onLocalMail?: ((mail: Mail) => void) | undefined;
  readonly now: () => number;
  readonly log: Logger;
};

const resolveBySystem: ResolveHost = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
};

const webUrlDefault = 'http://127.0.0.1:3000';

/** What the options say of the site, the rest as a single machine has it. */
function siteOf({ gatewayUrl, ...options }: ServicesOptions): Site {
  const plain = (url: string) => url.replace(/\/+$/, '');
  return {
    publicUrl: plain(options.publicUrl ?? webUrlDefault),
    gatewayPublicUrl: plain(options.gatewayPublicUrl ?? gatewayUrl),
    signUpMode: options.signUpMode ?? 'open',
    isEmbedded: options.isEmbedded ?? false,
    identityProviders: options.identityProviders ?? [],
  };
}

/** An address literal is no host that mail is sent from. */
function senderOf({ publicUrl }: Site): string {
  const { hostname } = new URL(publicUrl);
  return `Weir <weir@${/[a-z]/i.test(hostname) && !hostname.startsWith('[') ? hostname : 'localhost'}>`;
}

const anywhere = ['0.0.0.0/0', '::/0'];
const connectionsMax = 5;

/** The services over one database and one gateway. Connects at the first use, so that it opens while both are away. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { databaseUrl, masterKey, gatewayUrl, now, log } = options;
  const database = openPrisma(databaseUrl, { max: connectionsMax });
  const sql = openSql(databaseUrl, { max: connectionsMax });
  const egress = createEgress({ privateUpstreams: anywhere });
  const gateway = createGatewayClient({ url: gatewayUrl, egress, masterKey, now });
  const site = siteOf(options);
  const from = options.mailFrom ?? senderOf(site);
  const { smtpUrl, onLocalMail } = options;
  const mailer = createMailer({ smtpUrl, from, onLocalMail, database, now, log });
  const background = createBackground(log);
  return {
    ...site,
    database,
    sql,
    masterKey,
    vault: createVault(masterKey),
    gateway,
    mailer,
    passwords: createPasswords(),
    background,
    privateUpstreams: options.privateUpstreams ?? [],
    resolveHost: options.resolveHost ?? resolveBySystem,
    now,
    log,
    async close() {
      await background.settled();
      mailer.close();
      await Promise.all([database.close(), sql.end({ timeout: 5 }), gateway.close()]);
    },
  };
}
