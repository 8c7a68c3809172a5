import type { Organization } from './generated/client.ts';
import type { SignUpMode } from './generated/enums.ts';
import { clientOf, type Scope } from './handle.ts';
import { type Page, paged } from './page.ts';
import type { Quotas } from './repositories/quotas.ts';

/** A tenant as the operator sees it: how large it is, nothing of what is in it. */
export type Tenant = Pick<Organization, 'id' | 'name' | 'slug' | 'createdAt' | 'deletedAt'> &
  Quotas & { _count: { members: number; projects: number; gatewayKeys: number; providerKeys: number } };

const quotas = { projectsMax: true, membersMax: true, gatewayKeysMax: true, providerKeysMax: true } as const;
const counted = {
  members: { where: { removedAt: null } },
  projects: { where: { archivedAt: null } },
  gatewayKeys: { where: { revokedAt: null } },
  providerKeys: true,
} as const;
const shown = {
  ...{ id: true, name: true, slug: true, createdAt: true, deletedAt: true, ...quotas },
  _count: { select: counted },
} as const;

/** What the operator of the instance may see and set. */
export function operator(scope: Scope) {
  const client = clientOf(scope);
  return {
    /** Those whose name or slug holds `search`, newest first; deleted ones too, until they are gone. */
    tenants({ search, ...page }: Page & { readonly search?: string | undefined }): Promise<Tenant[]> {
      const { where, order } = paged(page);
      const holds = { contains: search ?? '', mode: 'insensitive' } as const;
      const found = search === undefined ? {} : { OR: [{ name: holds }, { slug: holds }] };
      return client.organization.findMany({ where: { ...found, ...where }, ...order, select: shown });
    },
    async tenant(id: string): Promise<Tenant | undefined> {
      return (await client.organization.findUnique({ where: { id }, select: shown })) ?? undefined;
    },
    async setQuotas(id: string, change: Partial<Quotas>): Promise<void> {
      await client.organization.updateMany({ where: { id }, data: change });
    },
    /** Null: what the environment says. */
    async setSignUpMode(signUpMode: SignUpMode | null): Promise<void> {
      await client.instanceSettings.upsert({ where: { id: 1 }, create: { id: 1, signUpMode }, update: { signUpMode } });
    },
    /** How much there is; deleted organizations are not counted. */
    async sizes(): Promise<{ organizations: number; users: number }> {
      const organizations = await client.organization.count({ where: { deletedAt: null } });
      return { organizations, users: await client.user.count() };
    },
  };
}
