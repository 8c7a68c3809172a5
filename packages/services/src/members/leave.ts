import { z } from 'zod';
import { notFound, ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { endMembership, leftKeysField } from './end-membership.ts';
import { memberView, toMemberView } from './view.ts';

/** Ends the actor's own membership; the answer is what it was. The last owner cannot leave. */
export const leaveOrganization = verb({
  action: 'member.leave',
  input: z.strictObject({ keys: leftKeysField }),
  output: memberView,
  async run(context, { keys = 'revoke' }) {
    const { memberId } = context.actor;
    if (memberId === undefined) throw new ServiceError('conflict', 'Only a member can leave, not a management token.');
    const { result } = await write(context, async (begun) => {
      const member = await begun.own.members.get(memberId);
      if (member === undefined) throw notFound('member');
      await endMembership(begun, member, { action: 'member.leave', keys });
      return member;
    });
    return toMemberView(result);
  },
});
