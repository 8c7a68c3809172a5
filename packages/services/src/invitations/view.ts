import type { Invitation } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { roleField } from '../actor.ts';
import { idField, timeField } from '../fields.ts';

/** Where an invitation stands. */
export const invitationStates = ['open', 'accepted', 'revoked', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** The state of `row` at `nowMs`. */
export function invitationState(
  row: Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  nowMs: number,
): InvitationState {
  if (row.acceptedAt !== null) return 'accepted';
  if (row.revokedAt !== null) return 'revoked';
  return row.expiresAt.getTime() > nowMs ? 'open' : 'expired';
}

/** An invitation as members see it: never its link. */
export const invitationView = z
  .strictObject({
    id: idField,
    email: z.string(),
    role: roleField,
    teamIds: z.array(idField),
    state: z.enum(invitationStates),
    invitedByMemberId: idField.nullable(),
    expiresAt: timeField,
    createdAt: timeField,
  })
  .meta({ id: 'Invitation' });
export type InvitationView = z.output<typeof invitationView>;

/** An invitation at the one moment when its link can be seen. */
export const newInvitationView = invitationView
  .extend({
    link: z.string().describe('To be passed on by hand where the mail does not arrive. Shown this once.'),
    isMailed: z.boolean().describe('False: the mail could not be sent.'),
  })
  .meta({ id: 'NewInvitation' });

/** `row` as it stands at `nowMs`, without its hash. */
export function toInvitationView(row: Invitation, nowMs: number): InvitationView {
  const { id, email, role, teamIds, invitedById } = row;
  return {
    id,
    email,
    role,
    teamIds,
    state: invitationState(row, nowMs),
    invitedByMemberId: invitedById,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
