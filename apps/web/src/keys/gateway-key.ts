import type { GatewayKeyLine } from '@weir/services/gateway-keys/view';

/** A gateway key as the page shows it. */
export type GatewayKey = GatewayKeyLine;

/** What a key is worth now. `expiring` is within a week; `grace` is in use while its text from before still works, too. */
export type KeyState = 'active' | 'expiring' | 'grace' | 'expired' | 'revoked';

const dayMs = 86_400_000;
const soonMs = 7 * dayMs;

/** The state of a key at `nowMs`. */
export function keyState(key: Pick<GatewayKey, 'revokedAt' | 'expiresAt' | 'graceUntil'>, nowMs: number): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  const expiresInMs = key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt) - nowMs;
  if (expiresInMs <= 0) return 'expired';
  if (key.graceUntil !== null && Date.parse(key.graceUntil) > nowMs) return 'grace';
  return expiresInMs <= soonMs ? 'expiring' : 'active';
}

/** True while calls with the key are served. */
export function isUsable(state: KeyState): boolean {
  return state !== 'revoked' && state !== 'expired';
}
