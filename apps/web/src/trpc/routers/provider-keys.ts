import { createProviderKey } from '@weir/services/provider-keys/create';
import { deleteProviderKey } from '@weir/services/provider-keys/delete';
import { getProviderKey } from '@weir/services/provider-keys/get';
import { listProviderKeys } from '@weir/services/provider-keys/list';
import { listProviderKeyModels } from '@weir/services/provider-keys/list-models';
import { reorderProviderKeys } from '@weir/services/provider-keys/reorder';
import { retryProviderKeyTrial } from '@weir/services/provider-keys/retry-trial';
import { rotateProviderKey } from '@weir/services/provider-keys/rotate';
import { updateProviderKey } from '@weir/services/provider-keys/update';
import { mutation, query, router } from '../trpc.ts';

export const providerKeysRouter = router({
  list: query(listProviderKeys, { method: 'GET', path: '/provider-keys', summary: 'Provider keys in their order' }),
  create: mutation(createProviderKey, {
    method: 'POST',
    path: '/provider-keys',
    summary: 'Store a provider key',
    description:
      'Sealed at once, never shown again, and tried through the gateway: models listed, one token called. A key that ' +
      'the upstream refuses for good is stored as `disabled`, with the reason in `trial`.',
    status: 201,
  }),
  get: query(getProviderKey, { method: 'GET', path: '/provider-keys/{id}', summary: 'A provider key' }),
  models: query(listProviderKeyModels, {
    method: 'GET',
    path: '/provider-keys/{id}/models',
    summary: 'The models that a provider key can serve, and what they cost now',
  }),
  reorder: mutation(reorderProviderKeys),
  update: mutation(updateProviderKey, {
    method: 'PATCH',
    path: '/provider-keys/{id}',
    summary: 'Rename, reorder, enable or disable a provider key, or say what routes go by',
  }),
  delete: mutation(deleteProviderKey, {
    method: 'DELETE',
    path: '/provider-keys/{id}',
    summary: 'Delete a provider key',
    status: 204,
  }),
  rotate: mutation(rotateProviderKey, {
    method: 'POST',
    path: '/provider-keys/{id}/rotate',
    summary: 'Replace the secret of a provider key, and try it',
  }),
  retryTrial: mutation(retryProviderKeyTrial, {
    method: 'POST',
    path: '/provider-keys/{id}/trial',
    summary: 'Try a provider key again',
  }),
});
