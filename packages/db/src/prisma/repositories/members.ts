import type { Member, Role, User } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

/** A member with the person behind it, never the password. */
export type MemberWithUser = Member & { user: Pick<User, 'id' | 'email' | 'name'> };

const withUser = { include: { user: { select: { id: true, email: true, name: true } } } } as const;

/** Members of one organization. */
export function members({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page = {}): Promise<MemberWithUser[]> {
      const { where, order } = paged(page);
      return client.member.findMany({ where: { organizationId, ...where }, ...order, ...withUser });
    },
    async get(id: string): Promise<MemberWithUser | undefined> {
      return (await client.member.findFirst({ where: { organizationId, id }, ...withUser })) ?? undefined;
    },
    async ofUser(userId: string): Promise<MemberWithUser | undefined> {
      return (await client.member.findFirst({ where: { organizationId, userId }, ...withUser })) ?? undefined;
    },
    create(member: { id: string; userId: string; role: Role }): Promise<Member> {
      return client.member.create({ data: { ...member, organizationId } });
    },
    async update(id: string, change: { role: Role }): Promise<Member | undefined> {
      return (await client.member.updateManyAndReturn({ where: { organizationId, id }, data: change }))[0];
    },
    async remove(id: string): Promise<boolean> {
      return (await client.member.deleteMany({ where: { organizationId, id } })).count > 0;
    },
  };
}
