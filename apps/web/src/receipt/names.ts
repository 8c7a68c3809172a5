'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTRPC } from '../client/api.tsx';

/** What stands behind an id: its name, its last characters where it is a key, and whether it is still in use. */
export type Named = { readonly name: string; readonly lastFour: string | null; readonly isActive: boolean };

/** Gives what an id of a project, key, member or provider key stands for, of what is gone as well. */
export function useNamed(): (id: string | null) => Named | undefined {
  const api = useTRPC();
  const { data } = useQuery({ ...api.usage.names.queryOptions({}), staleTime: 60_000 });
  const byId = useMemo(() => new Map(data?.data.map((each) => [each.id, each])), [data]);
  return useCallback((id) => (id === null ? undefined : byId.get(id)), [byId]);
}
