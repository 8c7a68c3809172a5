import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { invitationView, toInvitationView } from './view.ts';

/** Invitations that were neither accepted nor revoked, newest first; expired ones too. */
export const listInvitations = verb({
  action: 'invitation.read',
  input: z.strictObject(pageFields),
  output: pageOf(invitationView),
  async run(context, input) {
    const page = pageRequest(input);
    const nowMs = context.services.now();
    const rows = await read(context).invitations.list(page.query);
    return pageFrom(rows, page.take, (row) => toInvitationView(row, nowMs));
  },
});
