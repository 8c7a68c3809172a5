import type { Member, Role, User } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

/** A member with the person behind it, never the password. */
export type MemberWithUser = Member & { user: Pick<User, 'id' | 'email' | 'name'> };

/** A member as a list shows it. */
export type ListedMember = MemberWithUser & {
  teams: { team: { id: string; name: string } }[];
  /** The latest use of any of the person's sessions. */
  user: { sessions: { seenAt: Date }[] };
};

const person = { id: true, email: true, name: true } as const;
const withUser = { include: { user: { select: person } } } as const;
const listed = {
  include: {
    user: {
      select: { ...person, sessions: { select: { seenAt: true }, orderBy: { seenAt: 'desc' as const }, take: 1 } },
    },
    teams: { select: { team: { select: { id: true, name: true } } }, orderBy: { teamId: 'asc' as const } },
  },
} as const;

/** Members of one organization. One who left is none, but the row stays: past usage keeps its name. */
export function members({ client, organizationId }: OrganizationScope) {
  const active = { organizationId, removedAt: null };
  return {
    list(page: Page = {}): Promise<ListedMember[]> {
      const { where, order } = paged(page);
      return client.member.findMany({ where: { ...active, ...where }, ...order, ...listed });
    },
    async get(id: string): Promise<ListedMember | undefined> {
      return (await client.member.findFirst({ where: { ...active, id }, ...listed })) ?? undefined;
    },
    async ofUser(userId: string): Promise<MemberWithUser | undefined> {
      return (await client.member.findFirst({ where: { ...active, userId }, ...withUser })) ?? undefined;
    },
    async withEmail(email: string): Promise<MemberWithUser | undefined> {
      const where = { ...active, user: { email: email.toLowerCase() } };
      return (await client.member.findFirst({ where, ...withUser })) ?? undefined;
    },
    /** How many are owners. */
    owners(): Promise<number> {
      return client.member.count({ where: { ...active, role: 'owner' } });
    },
    /** How many of these are members. */
    countOf(ids: readonly string[]): Promise<number> {
      return client.member.count({ where: { ...active, id: { in: [...ids] } } });
    },
    /** Makes a user a member; one who left before gets the same row again. */
    create(member: { id: string; userId: string; role: Role }): Promise<Member> {
      const { userId, role } = member;
      return client.member.upsert({
        where: { organizationId_userId: { organizationId, userId } },
        create: { ...member, organizationId },
        update: { role, removedAt: null },
      });
    },
    async update(id: string, change: { role: Role }): Promise<Member | undefined> {
      return (await client.member.updateManyAndReturn({ where: { ...active, id }, data: change }))[0];
    },
    /** Ends a membership, also in the teams. False: there was none. */
    async remove(id: string, at: Date): Promise<boolean> {
      await client.teamMember.deleteMany({ where: { organizationId, memberId: id } });
      return (await client.member.updateMany({ where: { ...active, id }, data: { removedAt: at } })).count > 0;
    },
  };
}
