import type { Access } from '@weir/access/create-access';
import type { InternalClaims } from '@weir/access/internal-token';
import type { Egress, EgressTimeouts } from '@weir/egress/egress';
import type { Logger } from '@weir/runtime/logger';
import type { Clock } from './clock.ts';
import type { LiveHealth } from './health/live-health.ts';
import type { Traffic } from './metrics/traffic.ts';
import type { ShipperStats } from './spool/shipper.ts';
import type { Spool } from './spool/spool.ts';
import type { StickyMemory } from './way/sticky-memory.ts';

export type GatewaySettings = {
  readonly bodyBytesMax: number;
  /** Origins that browsers may call from; `*` for any. */
  readonly corsOrigins: readonly string[];
  /** Calls under way at one time; more are refused. */
  readonly openCallsMax: number;
  readonly timeouts: EgressTimeouts;
};

/** How usage leaves the spool. */
export type ShippingStats = ShipperStats & {
  /** Batches that the queue took since the start, and those it did not take at that time. */
  readonly added: number;
  readonly failed: number;
};

/** Everything that a gateway touches beyond its own memory. */
export type GatewayDeps = {
  readonly access: Access;
  readonly egress: Egress;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: GatewaySettings;
  /** A UUIDv7 of the given millisecond. */
  readonly newCallId: (nowMs: number) => string;
  /** The claims of an internal token signed with this installation's master key. */
  readonly verifyInternal: (token: string, nowMs: number) => InternalClaims | undefined;
  readonly shipping: () => ShippingStats;
  readonly health: LiveHealth;
  readonly sticky: StickyMemory;
};

/** A running gateway: what it was given and what it counts. */
export type Gateway = { readonly deps: GatewayDeps; readonly traffic: Traffic };

/** Generous, because a whole answer of a reasoning model may take minutes to begin. */
export const defaultTimeouts: EgressTimeouts = {
  connectMs: 5_000,
  firstByteMs: 600_000,
  stallMs: 300_000,
  totalMs: 3_600_000,
};
