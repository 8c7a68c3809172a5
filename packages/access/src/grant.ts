import type { Principal } from '@weir/protocol/principal';
import type { InternalClaims } from './internal-token.ts';
import type { GatewayKeyConfig, ProjectConfig } from './project-config.ts';

/** Who calls and what holds for them. Built once when the document is loaded, frozen, shared by all calls. */
export type Grant = {
  readonly principal: Principal;
  readonly config: ProjectConfig;
  /** Absent for internal principals. */
  readonly key?: GatewayKeyConfig;
  /** It may ask where a call would go, and make none. */
  readonly explainsOnly?: true;
};

/** What a hash opens, until when, and why it then no longer does. */
export type KeyEntry = {
  readonly hash: string;
  readonly grant: Grant;
  readonly validUntilMs: number;
  readonly isRotated: boolean;
};

const noAttributes: Principal['attributes'] = Object.freeze({});

/** Freezes `value` and everything in it. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

function principalOf(config: ProjectConfig, key: GatewayKeyConfig): Principal {
  return Object.freeze({
    organizationId: config.organizationId,
    projectId: config.projectId,
    gatewayKeyId: key.id,
    ...(key.memberId !== undefined && { memberId: key.memberId }),
    attributes: key.attributes,
  });
}

const timeOf = (time: string | undefined) => (time === undefined ? Number.POSITIVE_INFINITY : Date.parse(time));

/** An entry for every hash that a project's document knows, rotated ones included. `config` must be frozen. */
export function keyEntries(config: ProjectConfig): KeyEntry[] {
  return config.gatewayKeys.flatMap((key) => {
    const grant: Grant = Object.freeze({ principal: principalOf(config, key), config, key });
    const expiresAtMs = timeOf(key.expiresAt);
    const current = { hash: key.hash, grant, validUntilMs: expiresAtMs, isRotated: false };
    if (key.previous === undefined) return [current];
    const graceUntilMs = timeOf(key.previous.graceUntil);
    const isRotated = graceUntilMs < expiresAtMs;
    const validUntilMs = Math.min(graceUntilMs, expiresAtMs);
    return [current, { hash: key.previous.hash, grant, validUntilMs, isRotated }];
  });
}

/**
 * The Grant of Weir's own calls: no gateway key; a trial is pinned to the provider key that its claims name, a call of
 * the playground is its member's.
 */
export function internalGrant(config: ProjectConfig, claims: InternalClaims): Grant {
  const { organizationId, projectId } = config;
  const base = { organizationId, projectId, attributes: noAttributes };
  const grant: Grant = { principal: { ...base, ...pinOf(claims) }, config };
  return claims.purpose === 'explain' ? { ...grant, explainsOnly: true } : grant;
}

function pinOf(claims: InternalClaims): Pick<Principal, 'memberId' | 'providerKeyId'> {
  switch (claims.purpose) {
    case 'trial':
      return { providerKeyId: claims.providerKeyId };
    case 'playground':
      return { memberId: claims.memberId };
    case 'explain':
      return claims.memberId === undefined ? {} : { memberId: claims.memberId };
    case 'admin':
      return {};
  }
}
