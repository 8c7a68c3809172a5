import { z } from 'zod';
import { type Role, roleField } from '../actor.ts';
import { idField } from '../fields.ts';
import { may } from '../permissions.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { type Write, write } from '../write.ts';
import { requireAnotherOwner, requireMember } from './require-member.ts';
import { presentActor } from './standing.ts';
import { type MemberRow, memberView, toMemberView } from './view.ts';

/** What a member invited to with a role that it no longer may is taken back. */
async function revokeUnbacked({ own, nowMs }: Write, invitedById: string, role: Role): Promise<void> {
  const at = new Date(nowMs);
  if (!may(role, 'invitation.write')) await own.invitations.revokeOpen({ invitedById }, at);
  else if (role !== 'owner') await own.invitations.revokeOpen({ invitedById, role: 'owner' }, at);
}

async function setRole(begun: Write, member: MemberRow, role: Role): Promise<MemberRow> {
  const { own, audit } = begun;
  const { id, role: before } = member;
  if (before === role) return member;
  await requireAnotherOwner(own, member);
  await own.members.update(id, { role });
  await revokeUnbacked(begun, id, role);
  await audit({ action: 'member.change_role', subjectKind: 'member', subjectId: id, detail: { before, role } });
  const row = await own.members.get(id);
  if (row === undefined) throw notFound('member');
  return row;
}

/** Gives a member another role. Only owners touch owners or make them, and the last owner stays one. */
export const changeMemberRole = verb({
  action: 'member.write',
  input: z.strictObject({ id: idField, role: roleField }),
  output: memberView,
  async run(context, { id, role }) {
    const { result } = await write(context, async (begun) => {
      const actor = await presentActor(begun, context.actor, 'member.write');
      const member = await requireMember(begun.own, actor, id);
      if (role === 'owner' && actor.role !== 'owner') {
        throw new ServiceError('forbidden', 'Only an owner may make an owner.', { field: 'role' });
      }
      return setRole(begun, member, role);
    });
    return toMemberView(result);
  },
});
