import type { Tenant } from '@weir/db/prisma/operator';
import { z } from 'zod';
import { idField, timeField, timeOrNull } from '../fields.ts';

const quotaMax = 1_000_000;

const quotaField = z.int().min(0).max(quotaMax).nullable();

/** What the operator bounds; null: no bound. */
export const quotaFields = {
  projectsMax: quotaField.describe('Projects that are not archived.'),
  membersMax: quotaField.describe('Members and open invitations together.'),
  gatewayKeysMax: quotaField.describe('Gateway keys that are not revoked.'),
  providerKeysMax: quotaField,
};

/** An organization as the operator sees it: how large it is, nothing of what is in it. */
export const tenantView = z.strictObject({
  id: idField,
  name: z.string(),
  slug: z.string(),
  createdAt: timeField,
  deletedAt: timeField.nullable().describe('Set: its rows are being taken away.'),
  members: z.int(),
  projects: z.int(),
  gatewayKeys: z.int(),
  providerKeys: z.int(),
  callsLast30Days: z.int(),
  quotas: z.strictObject(quotaFields),
});
export type TenantView = z.output<typeof tenantView>;

/** `row` and its calls as the operator sees them. */
export function toTenantView(row: Tenant, callsLast30Days: number): TenantView {
  const { id, name, slug, _count, projectsMax, membersMax, gatewayKeysMax, providerKeysMax } = row;
  return {
    id,
    name,
    slug,
    createdAt: row.createdAt.toISOString(),
    deletedAt: timeOrNull(row.deletedAt),
    ..._count,
    callsLast30Days,
    quotas: { projectsMax, membersMax, gatewayKeysMax, providerKeysMax },
  };
}
