import { type Route, route } from '@weir/routing/route-plan';
import { z } from 'zod';

/** A gateway key as the gateway sees it: the hash, never the key. */
export const gatewayKeyConfig = z.object({
  id: z.uuid(),
  /** Hex SHA-256 of the whole key. After a rotation the old hash stays valid until `graceUntil`. */
  hash: z.string(),
  previous: z.object({ hash: z.string(), graceUntil: z.iso.datetime() }).optional(),
  name: z.string(),
  memberId: z.uuid().optional(),
  allowedModels: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime().optional(),
});
export type GatewayKeyConfig = z.infer<typeof gatewayKeyConfig>;

/** A provider key as the gateway sees it: sealed with the organization's data key. */
export const providerKeyConfig = z.object({
  id: z.uuid(),
  provider: z.string(),
  name: z.string(),
  /** A sealed value, see seal.ts. Absent for hosts that take no credential. */
  sealedSecret: z.string().optional(),
  baseUrl: z.url().optional(),
  /** No secrets: what the base URL is made of, checked when they were stored. Absent in documents of older releases. */
  settings: z.record(z.string(), z.string()).optional(),
  /** Where the key's requests are worked on, as its owner says; and whether the vendor keeps nothing of them. */
  region: z.string().optional(),
  zeroRetention: z.boolean().optional(),
  /** Against other keys of the same provider; 1 where absent. */
  weight: z.number().min(0).optional(),
  /** `trial` keys serve only principals pinned to them. */
  status: z.enum(['active', 'trial', 'disabled']),
});
export type ProviderKeyConfig = z.infer<typeof providerKeyConfig>;

/** A price of the organization's own; decimal strings in USD per million units, per bucket. */
export const customPriceConfig = z.object({
  id: z.uuid(),
  provider: z.string(),
  model: z.string(),
  effectiveFrom: z.iso.datetime(),
  usdPerMillion: z.record(z.string(), z.string()),
});
export type CustomPriceConfig = z.infer<typeof customPriceConfig>;

/** A plan of a later release may hold what this one does not know: its route is not there, and all else goes on. */
function knownRoutes(routes: readonly unknown[]): Route[] {
  return routes.flatMap((one) => {
    const known = route.safeParse(one);
    return known.success ? [known.data] : [];
  });
}

/** Everything the gateway must know of a project, compiled by `services` into one versioned document. */
export const projectConfig = z.object({
  format: z.literal(1),
  /** Rises with each compilation of this project's document. */
  version: z.number().int(),
  organizationId: z.uuid(),
  projectId: z.uuid(),
  /** The organization's data key, wrapped with the master key. */
  sealedDataKey: z.string(),
  gatewayKeys: z.array(gatewayKeyConfig),
  /** In the project's provider order: the first that serves a bare model name wins. */
  providerKeys: z.array(providerKeyConfig),
  customPrices: z.array(customPriceConfig),
  /** Days for which answers are kept to be continued; 0: none. Absent in documents of older releases: the default. */
  responseRetentionDays: z.int().min(0).optional(),
  /** The published version of each route. Absent in documents of older releases. */
  routes: z.array(z.unknown()).transform(knownRoutes).optional(),
});
export type ProjectConfig = z.infer<typeof projectConfig>;
