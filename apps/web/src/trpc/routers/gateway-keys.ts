import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { getGatewayKey } from '@weir/services/gateway-keys/get';
import { listGatewayKeys } from '@weir/services/gateway-keys/list';
import { listAllGatewayKeys } from '@weir/services/gateway-keys/list-all';
import { revokeGatewayKey } from '@weir/services/gateway-keys/revoke';
import { rotateGatewayKey } from '@weir/services/gateway-keys/rotate';
import { updateGatewayKey } from '@weir/services/gateway-keys/update';
import { mutation, query, router } from '../trpc.ts';

export const gatewayKeysRouter = router({
  list: query(listGatewayKeys, {
    method: 'GET',
    path: '/projects/{projectId}/gateway-keys',
    summary: "A project's gateway keys, newest first",
  }),
  all: query(listAllGatewayKeys),
  create: mutation(createGatewayKey, {
    method: 'POST',
    path: '/projects/{projectId}/gateway-keys',
    summary: 'Issue a gateway key',
    description: 'The answer holds the key itself, this once.',
    status: 201,
  }),
  get: query(getGatewayKey, { method: 'GET', path: '/gateway-keys/{id}', summary: 'A gateway key' }),
  update: mutation(updateGatewayKey, {
    method: 'PATCH',
    path: '/gateway-keys/{id}',
    summary: 'Change name, allowed models, expiry or attributes',
  }),
  revoke: mutation(revokeGatewayKey, {
    method: 'DELETE',
    path: '/gateway-keys/{id}',
    summary: 'Revoke a gateway key',
    description: 'Every gateway refuses it within a second.',
    status: 204,
  }),
  rotate: mutation(rotateGatewayKey, {
    method: 'POST',
    path: '/gateway-keys/{id}/rotate',
    summary: 'Replace the text of a gateway key',
    description: 'The answer holds the new key, this once; the old one stays good for `graceSeconds`.',
  }),
});
