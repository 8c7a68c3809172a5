import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { z } from 'zod';
import { roleField } from '../actor.ts';
import { idField, pageFields, pageOf, timeField } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';

const memberView = z
  .strictObject({
    id: idField,
    userId: idField,
    email: z.string(),
    name: z.string(),
    role: roleField,
    createdAt: timeField,
  })
  .meta({ id: 'Member' });

type MemberRow = Awaited<ReturnType<OrganizationRepositories['members']['list']>>[number];

function toMemberView({ id, userId, role, user, createdAt }: MemberRow): z.output<typeof memberView> {
  return { id, userId, email: user.email, name: user.name, role, createdAt: createdAt.toISOString() };
}

/** Members of the organization, newest first. */
export const listMembers = verb({
  action: 'member.read',
  input: z.strictObject(pageFields),
  output: pageOf(memberView),
  async run(context, input) {
    const page = pageRequest(input);
    return pageFrom(await read(context).members.list(page.query), page.take, toMemberView);
  },
});
