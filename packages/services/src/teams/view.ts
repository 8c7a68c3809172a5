import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { z } from 'zod';
import { roleField } from '../actor.ts';
import { idField, timeField } from '../fields.ts';

/** A team with its members. */
export const teamView = z
  .strictObject({
    id: idField,
    name: z.string(),
    members: z.array(z.strictObject({ id: idField, name: z.string(), email: z.string(), role: roleField })),
    createdAt: timeField,
  })
  .meta({ id: 'Team' });
export type TeamView = z.output<typeof teamView>;

type TeamRow = Awaited<ReturnType<OrganizationRepositories['teams']['list']>>[number];

/** `row` as members see it. */
export function toTeamView({ id, name, members, createdAt }: TeamRow): TeamView {
  return {
    id,
    name,
    members: members.map(({ member }) => ({
      id: member.id,
      name: member.user.name,
      email: member.user.email,
      role: member.role,
    })),
    createdAt: createdAt.toISOString(),
  };
}
