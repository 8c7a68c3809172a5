import { createTeam } from '@weir/services/teams/create';
import { deleteTeam } from '@weir/services/teams/delete';
import { listTeams } from '@weir/services/teams/list';
import { renameTeam } from '@weir/services/teams/rename';
import { setTeamMembers } from '@weir/services/teams/set-members';
import { mutation, query, router } from '../trpc.ts';

export const teamsRouter = router({
  list: query(listTeams, { method: 'GET', path: '/teams', summary: 'Teams with their members, newest first' }),
  create: mutation(createTeam, { method: 'POST', path: '/teams', summary: 'Create a team', status: 201 }),
  rename: mutation(renameTeam, { method: 'PATCH', path: '/teams/{id}', summary: 'Rename a team' }),
  delete: mutation(deleteTeam, { method: 'DELETE', path: '/teams/{id}', summary: 'Delete a team', status: 204 }),
  setMembers: mutation(setTeamMembers, {
    method: 'PUT',
    path: '/teams/{id}/members',
    summary: 'Say who is in a team',
  }),
});
