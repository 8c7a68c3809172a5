import { hashKey } from '@weir/access/gateway-key';
import type { Transaction } from '@weir/db/prisma/client';
import { type InvitationLink, invitationByHash } from '@weir/db/prisma/invitation-links';
import type { Invitation } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Actor } from '../actor.ts';
import { requireMemberRoom } from '../quota.ts';
import { notFound, ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { type Write, writeWithin } from '../write.ts';
import { maskEmail } from './token.ts';
import { type InvitationState, invitationState } from './view.ts';

export type Acceptance = {
  readonly token: string;
  readonly userId: string;
  /** Of that user. */
  readonly email: string;
};

/** Where the new member is in. */
export type Accepted = { readonly organizationId: string; readonly slug: string };

const refusals = {
  accepted: 'This invitation was used already.',
  revoked: 'This invitation was taken back. Ask for a new one.',
  expired: 'This invitation has expired. Ask for a new one.',
} as const satisfies Record<Exclude<InvitationState, 'open'>, string>;

/** Throws `conflict`, in words, unless the invitation is open, `forbidden` unless it is for `email`. */
export function requireAcceptable(invitation: Invitation, email: string, nowMs: number): void {
  const state = invitationState(invitation, nowMs);
  if (state !== 'open') throw new ServiceError('conflict', refusals[state]);
  if (invitation.email === email.toLowerCase()) return;
  const said = `This invitation is for ${maskEmail(invitation.email)}: sign in with that address.`;
  throw new ServiceError('forbidden', said);
}

/** The invitation of `token`. Throws `not_found`. */
export async function requireInvitation(
  scope: Parameters<typeof invitationByHash>[0],
  token: string,
): Promise<InvitationLink> {
  const link = await invitationByHash(scope, hashKey(token));
  if (link === undefined) throw notFound('invitation');
  return link;
}

async function join(begun: Write, id: string, acceptance: Acceptance): Promise<void> {
  const { own, audit, nowMs } = begun;
  const { userId, email } = acceptance;
  // Looked at again under the lock: what has happened since decides.
  const invitation = await own.invitations.get(id);
  if (invitation === undefined) throw notFound('invitation');
  requireAcceptable(invitation, email, nowMs);
  if ((await own.members.ofUser(userId)) !== undefined) {
    throw new ServiceError('conflict', 'You are a member of this organization already.');
  }
  await requireMemberRoom(begun);
  const { role, teamIds } = invitation;
  const member = await own.members.create({ id: uuidv7(nowMs), userId, role });
  for (const teamId of await own.teams.existing(teamIds)) await own.teams.add(teamId, [member.id]);
  await own.invitations.accept(id, new Date(nowMs));
  await audit({ action: 'invitation.accept', subjectKind: 'invitation', subjectId: id, detail: { role } });
}

/**
 * Makes the user a member by the invitation of `token`, inside the caller's transaction; good once. It says nothing of
 * whether the address is the user's: who invited may hold the link as well. Throws `not_found`, `conflict` (used, taken
 * back, expired, a member already, no room), `forbidden` (for another address).
 */
export async function acceptWithin(
  services: Services,
  transaction: Transaction,
  acceptance: Acceptance,
): Promise<Accepted> {
  const { id, organizationId, organization, role } = await requireInvitation(transaction, acceptance.token);
  const actor: Actor = { kind: 'user', id: acceptance.userId, organizationId, role };
  await writeWithin({ services, actor }, transaction, (begun) => join(begun, id, acceptance));
  return { organizationId, slug: organization.slug };
}
