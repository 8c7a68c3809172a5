import type { Role, Team } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

/** A team with its members and the people behind them. */
export type TeamWithMembers = Team & {
  members: { member: { id: string; role: Role; user: { name: string; email: string } } }[];
};

const withMembers = {
  include: {
    members: {
      select: { member: { select: { id: true, role: true, user: { select: { name: true, email: true } } } } },
      orderBy: { memberId: 'asc' as const },
    },
  },
} as const;

/** Teams of one organization. */
export function teams({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page = {}): Promise<TeamWithMembers[]> {
      const { where, order } = paged(page);
      return client.team.findMany({ where: { organizationId, ...where }, ...order, ...withMembers });
    },
    async get(id: string): Promise<TeamWithMembers | undefined> {
      return (await client.team.findFirst({ where: { organizationId, id }, ...withMembers })) ?? undefined;
    },
    /** Which of these are teams. */
    async existing(ids: readonly string[]): Promise<string[]> {
      const where = { organizationId, id: { in: [...ids] } };
      return (await client.team.findMany({ where, select: { id: true } })).map(({ id }) => id);
    },
    create(team: { id: string; name: string }): Promise<Team> {
      return client.team.create({ data: { ...team, organizationId } });
    },
    async update(id: string, change: { name: string }): Promise<Team | undefined> {
      return (await client.team.updateManyAndReturn({ where: { organizationId, id }, data: change }))[0];
    },
    async remove(id: string): Promise<boolean> {
      return (await client.team.deleteMany({ where: { organizationId, id } })).count > 0;
    },
    /** Puts members into a team; who is in it already stays. */
    async add(teamId: string, memberIds: readonly string[]): Promise<void> {
      const data = memberIds.map((memberId) => ({ organizationId, teamId, memberId }));
      await client.teamMember.createMany({ data, skipDuplicates: true });
    },
    /** Takes everybody out of a team. */
    async empty(teamId: string): Promise<void> {
      await client.teamMember.deleteMany({ where: { organizationId, teamId } });
    },
  };
}
