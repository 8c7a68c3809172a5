import type { ManagementToken } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

export type NewManagementToken = Pick<ManagementToken, 'id' | 'name' | 'hash' | 'lastFour' | 'role'> &
  Partial<Pick<ManagementToken, 'expiresAt'>>;

/** Management tokens of one organization. */
export function managementTokens({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page = {}): Promise<ManagementToken[]> {
      const { where, order } = paged(page);
      return client.managementToken.findMany({ where: { organizationId, ...where }, ...order });
    },
    async get(id: string): Promise<ManagementToken | undefined> {
      return (await client.managementToken.findFirst({ where: { organizationId, id } })) ?? undefined;
    },
    create(token: NewManagementToken): Promise<ManagementToken> {
      return client.managementToken.create({ data: { ...token, organizationId } });
    },
    async update(id: string, change: { revokedAt: Date }): Promise<ManagementToken | undefined> {
      return (await client.managementToken.updateManyAndReturn({ where: { organizationId, id }, data: change }))[0];
    },
  };
}
