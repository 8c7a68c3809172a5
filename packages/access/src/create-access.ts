import { openSql, type Sql } from '@weir/db/sql/client';
import type { Receipt } from '@weir/db/sql/receipt';
import { WeirError } from '@weir/protocol/errors';
import type { Watermark } from '@weir/protocol/ledger';
import type { Logger } from '@weir/runtime/logger';
import { AccessTokens } from './access-tokens.ts';
import { createAuthenticate } from './authenticate.ts';
import { ConfigFeed, type FeedDeps } from './config-feed.ts';
import type { ConfigStore, ReceiptQuery } from './config-store.ts';
import { openCredential } from './credential.ts';
import type { ExchangeDeps, TokenRequest } from './exchange-token.ts';
import type { Grant } from './grant.ts';
import type { MasterKey } from './master-key.ts';
import { ProjectCache } from './project-cache.ts';
import { createQualityStates, type QualityStates } from './quality-states.ts';
import { createResponseStates, type ResponseStates } from './response-states.ts';
import { createVault } from './seal.ts';
import { createSnapshotKeeper } from './snapshot-keeper.ts';
import { createSqlStore } from './sql-store.ts';
import { isInForce, tokenOwner } from './token-owner.ts';
import { withTimeout } from './with-timeout.ts';

export type AccessStatus = {
  readonly databaseReachable: boolean;
  /** Since the database last said that what is held is new; since the snapshot was saved, or since the start. */
  readonly configAgeMs: number;
  readonly projects: number;
};

export type Access = {
  /** See createAuthenticate: synchronous from memory, a promise when the key has to be looked up. */
  authenticate(secret: string): Grant | Promise<Grant>;
  /** See openCredential. */
  credential(grant: Grant, providerKeyId: string): string | undefined;
  /**
   * The access token that a provider key's credential is exchanged for: at once from memory, a promise when it has to be
   * fetched; see exchangeToken for what it rejects with. `request` is made of what `credential` gave.
   */
  accessToken(grant: Grant, providerKeyId: string, request: TokenRequest): string | Promise<string>;
  /** The access token that is held for a provider key, to be kept out of messages. */
  heldToken(providerKeyId: string): string | undefined;
  /** Answers of the Responses API that can be continued. */
  readonly responseStates: ResponseStates;
  /** What projects have learnt of their models. */
  readonly qualityStates: QualityStates;
  /** How far Postgres has these spools. Rejects when the database is away. */
  watermarks(spoolIds: readonly string[]): Promise<Watermark[]>;
  /** What one Call did and cost; undefined when it is not (yet) recorded. Rejects when the database is away. */
  receipt(query: ReceiptQuery): Promise<Receipt | undefined>;
  status(): AccessStatus;
  /** Writes the snapshot and stops following. The connection is its owner's to close. */
  close(): Promise<void>;
};

type CommonOptions = Pick<ExchangeDeps, 'egress' | 'privateUpstreams'> & {
  readonly masterKey: MasterKey;
  /** Where to keep the sealed snapshot; none without it. */
  readonly snapshotPath?: string;
  /** How often what projects have learnt is looked at; 10 s where it is not said. */
  readonly qualityRefreshMs?: number;
  readonly now: () => number;
  readonly log: Logger;
};

const projectsMax = 10_000;
const firstContactMs = 3_000;
const connectionsMax = 4;

/** Access over any store; `projectsMax` bounds the memory. See createAccess. */
export async function startAccess(
  options: CommonOptions & { readonly store: ConfigStore; readonly projectsMax?: number },
): Promise<Access> {
  const { store, masterKey, now, log } = options;
  const cache = new ProjectCache(options.projectsMax ?? projectsMax);
  const vault = createVault(masterKey);
  const held = { store, cache, now, log };
  const keeper = createSnapshotKeeper({ path: options.snapshotPath, masterKey, deps: held });
  const tokens = new AccessTokens(options);
  const onChange = () => {
    tokens.keepOnly((owner) => isInForce(owner, cache.project(owner.projectId)?.config));
    keeper.changed();
  };
  const qualityStates = createQualityStates({ store, now, log, refreshMs: options.qualityRefreshMs });
  const deps: FeedDeps = { ...held, onChange, warm: (config) => qualityStates.warm(config) };
  const feed = new ConfigFeed(deps);
  const bornAtMs = (await keeper.restore()) ?? now();
  // The database may be away at the start: the feed keeps trying, and what is in the snapshot is served meanwhile.
  await withTimeout(feed.start(), firstContactMs).catch(() => undefined);
  return {
    authenticate: createAuthenticate(deps, feed, masterKey),
    credential: (grant, providerKeyId) => openCredential(vault, grant, providerKeyId),
    accessToken(grant, providerKeyId, request) {
      const owner = tokenOwner(grant.config, providerKeyId);
      if (owner === undefined) throw new WeirError('internal', 'This project has no such provider key in use.');
      return tokens.get(owner, request);
    },
    heldToken: (providerKeyId) => tokens.peek(providerKeyId),
    responseStates: createResponseStates(store, vault, now),
    qualityStates,
    watermarks: (spoolIds) => store.watermarks(spoolIds),
    receipt: (query) => store.receipt(query),
    status: () => ({
      databaseReachable: feed.isReachable,
      configAgeMs: Math.max(0, now() - (feed.lastContactMs ?? bornAtMs)),
      projects: cache.size,
    }),
    async close() {
      feed.close();
      qualityStates.close();
      await keeper.close();
    },
  };
}

/**
 * Who may call and with what, from memory, kept fresh from Postgres: a revocation is felt within a second. Resolves even
 * when the database is away; then keys of the snapshot are served and others get `config_unavailable` until it is back.
 */
export function createAccess(options: CommonOptions & { readonly sql: Sql }): Promise<Access> {
  return startAccess({ ...options, store: createSqlStore(options.sql, options.now) });
}

/** createAccess over connections of its own (4 at most), which `close` closes too. */
export async function openAccess(options: CommonOptions & { readonly databaseUrl: string }): Promise<Access> {
  const sql = openSql(options.databaseUrl, { max: connectionsMax });
  const access = await createAccess({ ...options, sql });
  const close = async () => {
    await access.close();
    await sql.end({ timeout: 1 });
  };
  return { ...access, close };
}
