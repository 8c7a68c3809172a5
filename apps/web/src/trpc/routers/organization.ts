import { deleteOrganization } from '@weir/services/organizations/delete';
import { getOrganization } from '@weir/services/organizations/get';
import { updateOrganization } from '@weir/services/organizations/update';
import { mutation, query, router } from '../trpc.ts';

export const organizationRouter = router({
  get: query(getOrganization, { method: 'GET', path: '/organization', summary: "The token's organization" }),
  update: mutation(updateOrganization, { method: 'PATCH', path: '/organization', summary: 'Change name or time zone' }),
  delete: mutation(deleteOrganization),
});
