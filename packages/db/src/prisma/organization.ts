import type { Organization } from './generated/client.ts';
import { clientOf, type Scope } from './handle.ts';
import { auditLines } from './repositories/audit-lines.ts';
import { customPrices } from './repositories/custom-prices.ts';
import { gatewayKeys } from './repositories/gateway-keys.ts';
import { invitations } from './repositories/invitations.ts';
import { managementTokens } from './repositories/management-tokens.ts';
import { members } from './repositories/members.ts';
import { names } from './repositories/names.ts';
import { projectConfigs } from './repositories/project-configs.ts';
import { projects } from './repositories/projects.ts';
import { providerKeys } from './repositories/provider-keys.ts';
import { qualityStates } from './repositories/quality-states.ts';
import { quotas } from './repositories/quotas.ts';
import { routes } from './repositories/routes.ts';
import { teams } from './repositories/teams.ts';

/**
 * Everything of one organization and nothing of any other: each query carries its id. Ids of another organization's
 * rows find nothing, change nothing, and are refused as references by foreign keys.
 */
export function organization(scope: Scope, organizationId: string) {
  const client = clientOf(scope);
  const own = { client, organizationId };
  return {
    id: organizationId,
    async get(): Promise<Organization | undefined> {
      return (await client.organization.findUnique({ where: { id: organizationId } })) ?? undefined;
    },
    async update(change: Partial<Pick<Organization, 'name' | 'timeZone'>>): Promise<Organization | undefined> {
      return (await client.organization.updateManyAndReturn({ where: { id: organizationId }, data: change }))[0];
    },
    /** From then on it takes no more writes. */
    async markDeleted(at: Date): Promise<void> {
      await client.organization.updateMany({ where: { id: organizationId, deletedAt: null }, data: { deletedAt: at } });
    },
    /**
     * Makes other writers of this organization that ask for it wait until this transaction ends. False: no such one, or
     * it is deleted.
     */
    async lock(): Promise<boolean> {
      const rows = await client.$queryRaw<unknown[]>`
        select 1 from organizations where id = ${organizationId}::uuid and deleted_at is null for no key update`;
      return rows.length > 0;
    },
    projects: projects(own),
    providerKeys: providerKeys(own),
    gatewayKeys: gatewayKeys(own),
    routes: routes(own),
    members: members(own),
    teams: teams(own),
    invitations: invitations(own),
    quotas: quotas(own),
    customPrices: customPrices(own),
    managementTokens: managementTokens(own),
    auditLines: auditLines(own),
    names: names(own),
    projectConfigs: projectConfigs(own),
    qualityStates: qualityStates(own),
  };
}

export type OrganizationRepositories = ReturnType<typeof organization>;
