'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useMay } from '../shell/viewer.tsx';
import type { GatewayKey } from './gateway-key.ts';

type List = { data: GatewayKey[]; total: number; nextCursor: null };

/** All gateway keys of the organization, and what changes them in the list at once. */
export function useGatewayKeys() {
  const enabled = useMay('gateway_key.read');
  return useQuery(useTRPC().gatewayKeys.all.queryOptions({}, { enabled }));
}

/** Changes the list that is shown before the server has answered; `undo` puts it back. */
export function useKeyList() {
  const api = useTRPC();
  const client = useQueryClient();
  const queryKey = api.gatewayKeys.all.queryKey({});
  return {
    /** Changes one key in the list, and gives what takes the change back. */
    async change(id: string, fields: Partial<GatewayKey>): Promise<() => void> {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<List>(queryKey)?.data.find((key) => key.id === id);
      const put = (key: Partial<GatewayKey>) =>
        client.setQueryData<List>(queryKey, (list) =>
          list === undefined
            ? list
            : { ...list, data: list.data.map((each) => (each.id === id ? { ...each, ...key } : each)) },
        );
      put(fields);
      return () => before !== undefined && put(before);
    },
    refresh: () => client.invalidateQueries({ queryKey }),
  };
}

/** Revokes a key: in the list at once, taken back there when it is refused. */
export function useRevokeKey() {
  const list = useKeyList();
  return useMutation(
    useTRPC().gatewayKeys.revoke.mutationOptions({
      onMutate: async ({ id }) => ({ undo: await list.change(id, { revokedAt: new Date().toISOString() }) }),
      onError: (_error, _input, context) => context?.undo(),
      onSettled: () => list.refresh(),
    }),
  );
}
