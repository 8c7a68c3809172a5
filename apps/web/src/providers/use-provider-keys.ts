'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useMay } from '../shell/viewer.tsx';
import { keysAsked } from './keys-asked.ts';
import { inOrder, type ProviderKey } from './provider-key.ts';

const refusalsEveryMs = 15_000;

type List = { data: ProviderKey[]; nextCursor: string | null };

/** All provider keys in their order; undefined while on the way. */
export function useProviderKeys() {
  const enabled = useMay('provider_key.read');
  // A provider may refuse a key at any time, and take it back.
  const query = useQuery({
    ...useTRPC().providerKeys.list.queryOptions(keysAsked, { enabled }),
    refetchInterval: refusalsEveryMs,
  });
  return { ...query, keys: query.data === undefined ? undefined : inOrder(query.data.data) };
}

/** The list that is shown, changed before the server has answered. */
export function useProviderKeyList() {
  const api = useTRPC();
  const client = useQueryClient();
  const queryKey = api.providerKeys.list.queryKey(keysAsked);
  return {
    /** Changes the list, and gives what puts it back. */
    async change(to: (keys: readonly ProviderKey[]) => ProviderKey[]): Promise<() => void> {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<List>(queryKey);
      client.setQueryData<List>(queryKey, (list) => (list === undefined ? list : { ...list, data: to(list.data) }));
      return () => void client.setQueryData<List>(queryKey, before);
    },
    /** Takes over what the server says of one key. */
    put(key: ProviderKey): void {
      client.setQueryData<List>(queryKey, (list) => {
        if (list === undefined) return list;
        const isNew = list.data.every(({ id }) => id !== key.id);
        const data = list.data.map((each) => (each.id === key.id ? key : each));
        return { ...list, data: isNew ? [...data, key] : data };
      });
      client.setQueryData<ProviderKey>(api.providerKeys.get.queryKey({ id: key.id }), key);
    },
    refresh: () =>
      Promise.all([
        client.invalidateQueries({ queryKey }),
        client.invalidateQueries(api.providerKeys.models.pathFilter()),
        client.invalidateQueries(api.catalog.pathFilter()),
      ]),
  };
}

/** Puts the keys into another order: in the list at once, taken back there when it is refused. */
export function useReorder() {
  const list = useProviderKeyList();
  return useMutation(
    useTRPC().providerKeys.reorder.mutationOptions({
      async onMutate({ ids }) {
        const places = new Map(ids.map((id, position) => [id, position]));
        const undo = await list.change((keys) =>
          keys.map((key) => ({ ...key, position: places.get(key.id) ?? key.position })),
        );
        return { undo };
      },
      onError: (_error, _input, context) => context?.undo(),
      onSettled: () => list.refresh(),
    }),
  );
}

/** Renames, disables or enables a key: in the list at once, taken back there when it is refused. */
export function useUpdateProviderKey() {
  const list = useProviderKeyList();
  return useMutation(
    useTRPC().providerKeys.update.mutationOptions({
      async onMutate({ id, name, status }) {
        const change = { ...(name === undefined ? {} : { name }), ...(status === undefined ? {} : { status }) };
        return { undo: await list.change((keys) => keys.map((key) => (key.id === id ? { ...key, ...change } : key))) };
      },
      onError: (_error, _input, context) => context?.undo(),
      onSettled: () => list.refresh(),
    }),
  );
}
