import { changeMemberRole } from '@weir/services/members/change-role';
import { leaveOrganization } from '@weir/services/members/leave';
import { listMembers } from '@weir/services/members/list';
import { removeMember } from '@weir/services/members/remove';
import { mutation, query, router } from '../trpc.ts';

export const membersRouter = router({
  list: query(listMembers, { method: 'GET', path: '/members', summary: 'Members, newest first' }),
  changeRole: mutation(changeMemberRole, {
    method: 'PATCH',
    path: '/members/{id}',
    summary: 'Give a member another role',
    description: 'Only owners touch owners or make them. The last owner stays one.',
  }),
  remove: mutation(removeMember, {
    method: 'DELETE',
    path: '/members/{id}',
    summary: 'Remove a member',
    description: 'Its gateway keys are revoked within a second, unless `keys` is `keep`.',
    status: 204,
  }),
  leave: mutation(leaveOrganization),
});
