import type { GatewayKey, Prisma } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

type Optional = Pick<Prisma.GatewayKeyUncheckedCreateInput, 'memberId' | 'attributes' | 'expiresAt'> & {
  /** Empty: every model. */
  allowedModels?: string[];
};

export type NewGatewayKey = Pick<GatewayKey, 'id' | 'projectId' | 'name' | 'hash' | 'lastFour'> & Optional;
export type GatewayKeyChange = Partial<
  Pick<GatewayKey, 'name' | 'hash' | 'lastFour' | 'previousHash' | 'graceUntil' | 'revokedAt'>
> &
  Optional;

/** A gateway key with the name of the member who owns it, also of one who left. */
export type GatewayKeyWithOwner = GatewayKey & { member: { user: { name: string } } | null };

const withOwner = { include: { member: { select: { user: { select: { name: true } } } } } } as const;

/** Gateway keys of one organization's projects. */
export function gatewayKeys({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page & { projectId?: string | undefined } = {}): Promise<GatewayKeyWithOwner[]> {
      const { where, order } = paged(page);
      const ofProject = page.projectId === undefined ? {} : { projectId: page.projectId };
      return client.gatewayKey.findMany({ where: { organizationId, ...ofProject, ...where }, ...order, ...withOwner });
    },
    count(): Promise<number> {
      return client.gatewayKey.count({ where: { organizationId } });
    },
    /** Those of a project that are not revoked, oldest first. */
    live(projectId: string): Promise<GatewayKey[]> {
      const where = { organizationId, projectId, revokedAt: null };
      return client.gatewayKey.findMany({ where, orderBy: { id: 'asc' } });
    },
    /** Those that a member owns and that are not revoked. */
    ofMember(memberId: string): Promise<GatewayKey[]> {
      return client.gatewayKey.findMany({
        where: { organizationId, memberId, revokedAt: null },
        orderBy: { id: 'asc' },
      });
    },
    async get(id: string): Promise<GatewayKeyWithOwner | undefined> {
      return (await client.gatewayKey.findFirst({ where: { organizationId, id }, ...withOwner })) ?? undefined;
    },
    create(key: NewGatewayKey): Promise<GatewayKey> {
      return client.gatewayKey.create({ data: { ...key, organizationId } });
    },
    async update(id: string, change: GatewayKeyChange): Promise<GatewayKey | undefined> {
      return (await client.gatewayKey.updateManyAndReturn({ where: { organizationId, id }, data: change }))[0];
    },
  };
}
