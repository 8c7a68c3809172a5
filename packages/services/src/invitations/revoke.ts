import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { invitationView, toInvitationView } from './view.ts';

/** Takes an invitation back: its link is refused from then on. Revoking twice changes nothing. */
export const revokeInvitation = verb({
  action: 'invitation.write',
  input: z.strictObject({ id: idField }),
  output: invitationView,
  async run(context, { id }) {
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const known = await own.invitations.get(id);
      if (known === undefined) throw notFound('invitation');
      if (known.acceptedAt !== null) throw new ServiceError('conflict', 'This invitation was accepted already.');
      const row = await own.invitations.revoke(id, new Date(nowMs));
      if (row === undefined) return known;
      await audit({ action: 'invitation.revoke', subjectKind: 'invitation', subjectId: id });
      return row;
    });
    return toInvitationView(result, context.services.now());
  },
});
