import type { Organization } from '../generated/client.ts';
import type { OrganizationScope } from './scope.ts';

/** What the operator may bound; null: no bound. */
export type Quotas = Pick<Organization, 'projectsMax' | 'membersMax' | 'gatewayKeysMax' | 'providerKeysMax'>;

const columns = { projectsMax: true, membersMax: true, gatewayKeysMax: true, providerKeysMax: true } as const;

/** Quotas of one organization, and what counts against them. */
export function quotas({ client, organizationId }: OrganizationScope) {
  return {
    async get(): Promise<Quotas | undefined> {
      return (await client.organization.findUnique({ where: { id: organizationId }, select: columns })) ?? undefined;
    },
    /** Projects that are not archived. */
    projects(): Promise<number> {
      return client.project.count({ where: { organizationId, archivedAt: null } });
    },
    members(): Promise<number> {
      return client.member.count({ where: { organizationId, removedAt: null } });
    },
    /** Invitations that can still be accepted at `at`. */
    openInvitations(at: Date): Promise<number> {
      const where = { organizationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: at } };
      return client.invitation.count({ where });
    },
    /** Gateway keys that are not revoked, of projects that are not archived. */
    gatewayKeys(): Promise<number> {
      return client.gatewayKey.count({ where: { organizationId, revokedAt: null, project: { archivedAt: null } } });
    },
    providerKeys(): Promise<number> {
      return client.providerKey.count({ where: { organizationId } });
    },
  };
}
