import { hashKey } from '@weir/access/gateway-key';
import type { Invitation } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { type Actor, type Role, roleField } from '../actor.ts';
import { idField } from '../fields.ts';
import { presentActor } from '../members/standing.ts';
import { requireRoom } from '../quota.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { accountKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { emailField } from '../users/fields.ts';
import { verb } from '../verb.ts';
import { type Write, write } from '../write.ts';
import { sendInvitation } from './mail.ts';
import { invitationLink, mintInvitationToken } from './token.ts';
import { newInvitationView, toInvitationView } from './view.ts';

const goodMs = 7 * 24 * 3_600_000;
const teamsMax = 50;

type Invited = { readonly email: string; readonly role: Role; readonly teamIds: string[]; readonly token: string };

async function requireInvitable({ own }: Write, actor: Actor, { email, role, teamIds }: Invited): Promise<void> {
  if (role === 'owner' && actor.role !== 'owner') {
    throw new ServiceError('forbidden', 'Only an owner may invite an owner.', { field: 'role' });
  }
  if ((await own.members.withEmail(email)) !== undefined) {
    throw new ServiceError('conflict', 'email: this is a member already.', { field: 'email' });
  }
  if ((await own.teams.existing(teamIds)).length < teamIds.length) {
    throw new ServiceError('invalid', 'teamIds: there is no such team.', { field: 'teamIds' });
  }
}

async function addInvitation(begun: Write, actor: Actor, invited: Invited): Promise<Invitation> {
  const { own, audit, nowMs } = begun;
  const { email, role, teamIds, token } = invited;
  await requireInvitable(begun, actor, invited);
  const replaced = await own.invitations.revokeOpen({ email }, new Date(nowMs));
  await requireRoom(begun, 'members');
  const id = uuidv7(nowMs);
  const row = await own.invitations.create({
    ...{ id, email, role, teamIds, hash: hashKey(token) },
    ...{ invitedById: actor.memberId ?? null, expiresAt: new Date(nowMs + goodMs) },
  });
  const detail = { email, role, replaced: replaced.map((old) => old.id) };
  await audit({ action: 'invitation.create', subjectKind: 'invitation', subjectId: id, detail });
  return row;
}

/**
 * Invites somebody by e-mail, for 7 days; an open invitation to the same address is replaced. Only owners invite
 * owners. The answer is the only place where the link stands, besides the mail.
 */
export const createInvitation = verb({
  action: 'invitation.write',
  input: z.strictObject({
    email: emailField,
    role: roleField,
    teamIds: z.array(idField).max(teamsMax).optional().describe('Teams that the new member will be in.'),
  }),
  output: newInvitationView,
  async run(context, { email, role, teamIds = [] }) {
    const { services, actor } = context;
    // Nobody's mailbox is flooded through us.
    await throttle(services, accountKey(`invite/${actor.organizationId}`, email), throttleLimits.mailAccount);
    const token = mintInvitationToken();
    const invited = { email, role, teamIds: [...new Set(teamIds)], token };
    const { result } = await write(context, async (begun) => {
      const row = await addInvitation(begun, await presentActor(begun, actor, 'invitation.write'), invited);
      const organization = await begun.own.get();
      if (organization === undefined) throw notFound('organization');
      return { row, organization: organization.name };
    });
    const { row, organization } = result;
    const link = invitationLink(services.publicUrl, token);
    const mail = { to: email, organization, role, link, expiresAt: row.expiresAt };
    const isMailed = await sendInvitation(services, mail);
    return { ...toInvitationView(row, services.now()), link, isMailed };
  },
});
