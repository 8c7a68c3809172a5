import { createManagementToken } from '@weir/services/management-tokens/create';
import { listManagementTokens } from '@weir/services/management-tokens/list';
import { revokeManagementToken } from '@weir/services/management-tokens/revoke';
import { mutation, query, router } from '../trpc.ts';

export const managementTokensRouter = router({
  list: query(listManagementTokens, {
    method: 'GET',
    path: '/management-tokens',
    summary: 'Management tokens, newest first',
  }),
  create: mutation(createManagementToken, {
    method: 'POST',
    path: '/management-tokens',
    summary: 'Issue a management token',
    description: 'The answer holds the token itself, this once.',
    status: 201,
  }),
  revoke: mutation(revokeManagementToken, {
    method: 'DELETE',
    path: '/management-tokens/{id}',
    summary: 'Revoke a management token',
    status: 204,
  }),
});
