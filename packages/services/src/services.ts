import type { MasterKey } from '@weir/access/master-key';
import type { Vault } from '@weir/access/seal';
import type { Database } from '@weir/db/prisma/client';
import type { Sql } from '@weir/db/sql/client';
import type { Logger } from '@weir/runtime/logger';
import type { GatewayClient } from './gateway/gateway-client.ts';

/** Every address that a host name stands for. Rejects when it stands for none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** What the verbs work with. */
export type Services = {
  readonly database: Database;
  readonly sql: Sql;
  readonly masterKey: MasterKey;
  readonly vault: Vault;
  readonly gateway: GatewayClient;
  /** CIDR ranges of private networks that provider keys may point at. */
  readonly privateUpstreams: readonly string[];
  readonly resolveHost: ResolveHost;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  close(): Promise<void>;
};
