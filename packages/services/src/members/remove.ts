import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { endMembership, leftKeysField } from './end-membership.ts';
import { requireMember } from './require-member.ts';
import { presentActor } from './standing.ts';
import { memberView, toMemberView } from './view.ts';

/** Removes a member; the answer is what it was. Only owners remove owners, and never the last one. */
export const removeMember = verb({
  action: 'member.write',
  input: z.strictObject({ id: idField, keys: leftKeysField }),
  output: memberView,
  async run(context, { id, keys = 'revoke' }) {
    const { result } = await write(context, async (begun) => {
      const actor = await presentActor(begun, context.actor, 'member.write');
      const member = await requireMember(begun.own, actor, id);
      await endMembership(begun, member, { action: 'member.remove', keys });
      return member;
    });
    return toMemberView(result);
  },
});
