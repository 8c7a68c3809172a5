import { acceptInvitation } from '@weir/services/invitations/accept';
import { createInvitation } from '@weir/services/invitations/create';
import { listInvitations } from '@weir/services/invitations/list';
import { readInvitation } from '@weir/services/invitations/read';
import { revokeInvitation } from '@weir/services/invitations/revoke';
import { mutation, query, router } from '../trpc.ts';

export const invitationsRouter = router({
  list: query(listInvitations, { method: 'GET', path: '/invitations', summary: 'Open invitations, newest first' }),
  create: mutation(createInvitation, {
    method: 'POST',
    path: '/invitations',
    summary: 'Invite somebody by e-mail',
    description: 'Good for 7 days, once. The answer holds the link, this once.',
    status: 201,
  }),
  revoke: mutation(revokeInvitation, {
    method: 'DELETE',
    path: '/invitations/{id}',
    summary: 'Take an invitation back',
    status: 204,
  }),
  read: query(readInvitation),
  accept: mutation(acceptInvitation),
});
