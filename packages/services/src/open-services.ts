import { lookup } from 'node:dns/promises';
import type { MasterKey } from '@weir/access/master-key';
import { createVault } from '@weir/access/seal';
import { openPrisma } from '@weir/db/prisma/client';
import { openSql } from '@weir/db/sql/client';
import { createEgress } from '@weir/egress/create-egress';
import type { Logger } from '@weir/runtime/logger';
import { createGatewayClient } from './gateway/gateway-client.ts';
import type { ResolveHost, Services } from './services.ts';

export type ServicesOptions = {
  readonly databaseUrl: string;
  readonly masterKey: MasterKey;
  /** Where the gateway answers; the operator's word, so any network will do. */
  readonly gatewayUrl: string;
  /** CIDR ranges of private networks that provider keys may point at; none unless given. */
  readonly privateUpstreams?: readonly string[];
  readonly resolveHost?: ResolveHost;
  readonly now: () => number;
  readonly log: Logger;
};

const resolveBySystem: ResolveHost = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
};

const anywhere = ['0.0.0.0/0', '::/0'];
const connectionsMax = 5;

/** The services over one database and one gateway. Connects at the first use, so that it opens while both are away. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { databaseUrl, masterKey, gatewayUrl, now, log } = options;
  const database = openPrisma(databaseUrl, { max: connectionsMax });
  const sql = openSql(databaseUrl, { max: connectionsMax });
  const egress = createEgress({ privateUpstreams: anywhere });
  const gateway = createGatewayClient({ url: gatewayUrl, egress, masterKey, now });
  return {
    database,
    sql,
    masterKey,
    vault: createVault(masterKey),
    gateway,
    privateUpstreams: options.privateUpstreams ?? [],
    resolveHost: options.resolveHost ?? resolveBySystem,
    now,
    log,
    async close() {
      await Promise.all([database.close(), sql.end({ timeout: 5 }), gateway.close()]);
    },
  };
}
