import { WeirError } from '@weir/protocol/errors';
import type { ConfigFeed, FeedDeps } from './config-feed.ts';
import { hashKey, isGatewayKey } from './gateway-key.ts';
import { type Grant, internalGrant, type KeyEntry } from './grant.ts';
import { type InternalClaims, internalTokenPrefix, verifyInternal } from './internal-token.ts';
import { configUnavailable, createLoader } from './load-project.ts';
import type { MasterKey } from './master-key.ts';
import { NegativeCache } from './negative-cache.ts';
import type { ProjectConfig } from './project-config.ts';

export type Authenticate = (secret: string) => Grant | Promise<Grant>;

const negativeTtlMs = 1_000;
const negativeEntriesMax = 10_000;

function invalidKey(): WeirError {
  return new WeirError('invalid_key', 'This gateway key is not valid: it is mistyped, revoked or of another instance.');
}

function admit(entry: KeyEntry, nowMs: number): Grant {
  if (nowMs < entry.validUntilMs) return entry.grant;
  const at = new Date(entry.validUntilMs).toISOString();
  throw new WeirError(
    'expired_key',
    entry.isRotated ? `This gateway key was replaced and held until ${at}.` : `This gateway key expired at ${at}.`,
  );
}

/**
 * Gateway keys and internal tokens -> Grant. From memory, synchronously, for what is held: one SHA-256 and one look-up.
 * Throws WeirError `invalid_key` or `expired_key`; what has to be read first rejects with these or with
 * `config_unavailable` (the store is away: the key may be good).
 */
export function createAuthenticate(deps: FeedDeps, feed: ConfigFeed, masterKey: MasterKey): Authenticate {
  const { cache, now } = deps;
  const loader = createLoader(deps, feed);
  const negative = new NegativeCache({ ttlMs: negativeTtlMs, entriesMax: negativeEntriesMax });

  const loadKey = async (hash: string): Promise<Grant> => {
    const config = await loader.byKeyHash(hash);
    const found = config && cache.find(hash);
    if (found !== undefined) return admit(found.entry, now());
    negative.add(hash, now());
    throw invalidKey();
  };

  const grantInternal = (config: ProjectConfig | undefined, claims: InternalClaims): Grant => {
    if (config?.organizationId !== claims.organizationId) throw invalidKey();
    if (config.version < (claims.minConfigVersion ?? 0))
      throw configUnavailable('the document is older than the token');
    return internalGrant(config, claims);
  };

  const authenticateInternal = (token: string): Grant | Promise<Grant> => {
    const claims = verifyInternal(masterKey, token, now());
    if (claims === undefined || claims.purpose === 'admin') throw invalidKey();
    const held = cache.project(claims.projectId);
    if (held !== undefined && held.config.version >= (claims.minConfigVersion ?? 0)) {
      return grantInternal(held.config, claims);
    }
    return loader.byProject(claims.projectId).then((config) => grantInternal(config, claims));
  };

  return (secret) => {
    if (secret.startsWith(internalTokenPrefix)) return authenticateInternal(secret);
    const hash = hashKey(secret);
    const found = cache.find(hash);
    const nowMs = now();
    if (found !== undefined) {
      found.project.usedAtMs = nowMs;
      return admit(found.entry, nowMs);
    }
    if (!isGatewayKey(secret) || negative.has(hash, nowMs)) throw invalidKey();
    return loadKey(hash);
  };
}
