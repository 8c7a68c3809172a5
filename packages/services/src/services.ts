import type { MasterKey } from '@weir/access/master-key';
import type { Vault } from '@weir/access/seal';
import type { Database } from '@weir/db/prisma/client';
import type { SignUpMode } from '@weir/db/prisma/rows';
import type { Sql } from '@weir/db/sql/client';
import type { Logger } from '@weir/runtime/logger';
import type { Background } from './background.ts';
import type { GatewayClient } from './gateway/gateway-client.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Passwords } from './users/passwords.ts';

/** Every address that a host name stands for. Rejects when it stands for none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** What the operator has set for all people who come to this instance. */
export type Site = {
  /** How people reach the web, without a slash at the end. Links in mails are built of it and of nothing else. */
  readonly publicUrl: string;
  /** How clients reach the gateway, without a slash at the end. */
  readonly gatewayPublicUrl: string;
  /** Who may sign up, unless the operator chose otherwise on the operator's page; `readSignUpMode` knows. */
  readonly signUpMode: SignUpMode;
  /** True for an instance that brings its own database: the operator sits at this machine. */
  readonly isEmbedded: boolean;
  readonly identityProviders: readonly { readonly id: string; readonly name: string }[];
};

/** What the verbs work with. */
export type Services = Site & {
  readonly database: Database;
  readonly sql: Sql;
  readonly masterKey: MasterKey;
  readonly vault: Vault;
  readonly gateway: GatewayClient;
  readonly mailer: Mailer;
  readonly passwords: Passwords;
  readonly background: Background;
  /** CIDR ranges of private networks that provider keys may point at. */
  readonly privateUpstreams: readonly string[];
  readonly resolveHost: ResolveHost;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  close(): Promise<void>;
};
