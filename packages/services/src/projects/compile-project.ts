import type { GatewayKeyConfig, ProjectConfig, ProviderKeyConfig } from '@weir/access/project-config';
import type {
  CustomPrice,
  GatewayKey,
  Organization,
  Project,
  ProviderKey,
  RouteWithPublished,
} from '@weir/db/prisma/rows';
import { type Route, routePlan } from '@weir/routing/route-plan';
import { z } from 'zod';
import { readSettings } from '../provider-keys/settings-of.ts';

/** Everything that a project's document is made of. */
export type ProjectParts = {
  readonly organization: Organization;
  readonly project: Project;
  readonly gatewayKeys: readonly GatewayKey[];
  /** In the project's provider order. */
  readonly providerKeys: readonly ProviderKey[];
  readonly customPrices: readonly CustomPrice[];
  /** Those that can be called, each with its published version. */
  readonly routes: readonly RouteWithPublished[];
  readonly version: number;
  readonly nowMs: number;
};

const textRecord = z.record(z.string(), z.string());

function previousOf(key: GatewayKey, nowMs: number): Pick<GatewayKeyConfig, 'previous'> {
  const { previousHash, graceUntil } = key;
  if (previousHash === null || graceUntil === null || graceUntil.getTime() <= nowMs) return {};
  return { previous: { hash: previousHash, graceUntil: graceUntil.toISOString() } };
}

function gatewayKeyOf(key: GatewayKey, nowMs: number): GatewayKeyConfig {
  return {
    id: key.id,
    hash: key.hash,
    ...previousOf(key, nowMs),
    name: key.name,
    ...(key.memberId === null ? {} : { memberId: key.memberId }),
    ...(key.allowedModels.length === 0 ? {} : { allowedModels: key.allowedModels }),
    attributes: textRecord.parse(key.attributes),
    ...(key.expiresAt === null ? {} : { expiresAt: key.expiresAt.toISOString() }),
  };
}

function providerKeyOf(key: ProviderKey): ProviderKeyConfig {
  const settings = readSettings(key);
  return {
    id: key.id,
    provider: key.provider,
    name: key.name,
    ...(key.sealedSecret === null ? {} : { sealedSecret: key.sealedSecret }),
    ...(key.baseUrl === null ? {} : { baseUrl: key.baseUrl }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(key.region === null ? {} : { region: key.region }),
    ...(key.zeroRetention ? { zeroRetention: true } : {}),
    ...(key.weight === 1 ? {} : { weight: key.weight }),
    status: key.status,
  };
}

function routeOf({ id, name, published }: RouteWithPublished): Route[] {
  return published === undefined
    ? []
    : [{ id, name, version: published.version, plan: routePlan.parse(published.plan) }];
}

/** `rows` as custom prices of the catalogue. */
export function customPricesOf(rows: readonly CustomPrice[]): ProjectConfig['customPrices'] {
  return rows.map((price) => ({
    id: price.id,
    provider: price.provider,
    model: price.model,
    effectiveFrom: price.effectiveFrom.toISOString(),
    usdPerMillion: textRecord.parse(price.usdPerMillion),
  }));
}

/** The document that gateways read. No revoked key is in it, and none at all of what is archived or deleted. */
export function compileProject(parts: ProjectParts): ProjectConfig {
  const { organization, project, version, nowMs } = parts;
  const isOpen = project.archivedAt === null && organization.deletedAt === null;
  const live = isOpen ? parts.gatewayKeys.filter((key) => key.revokedAt === null) : [];
  const usable = isOpen ? parts.providerKeys.filter((key) => key.kind === 'inference') : [];
  return {
    format: 1,
    version,
    organizationId: organization.id,
    projectId: project.id,
    sealedDataKey: organization.sealedDataKey,
    gatewayKeys: live.map((key) => gatewayKeyOf(key, nowMs)),
    providerKeys: usable.map(providerKeyOf),
    customPrices: customPricesOf(parts.customPrices),
    responseRetentionDays: project.responseRetentionDays,
    routes: isOpen ? parts.routes.flatMap(routeOf) : [],
  };
}
