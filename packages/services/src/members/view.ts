import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { z } from 'zod';
import { roleField } from '../actor.ts';
import { idField, timeField } from '../fields.ts';

/** A member as the others see it. */
export const memberView = z
  .strictObject({
    id: idField,
    userId: idField,
    email: z.string(),
    name: z.string(),
    role: roleField,
    teams: z.array(z.strictObject({ id: idField, name: z.string() })),
    lastSeenAt: timeField.nullable().describe('When the person last used the dashboard; null: never.'),
    createdAt: timeField,
  })
  .meta({ id: 'Member' });
export type MemberView = z.output<typeof memberView>;

export type MemberRow = Awaited<ReturnType<OrganizationRepositories['members']['list']>>[number];

/** `row` as the others see it. */
export function toMemberView({ id, userId, role, user, teams, createdAt }: MemberRow): MemberView {
  return {
    id,
    userId,
    email: user.email,
    name: user.name,
    role,
    teams: teams.map(({ team }) => ({ id: team.id, name: team.name })),
    lastSeenAt: user.sessions[0]?.seenAt.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
