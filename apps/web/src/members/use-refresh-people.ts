'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';

/** Reads members, teams and invitations again: a change of one shows in the others. */
export function useRefreshPeople(): () => Promise<void> {
  const api = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    const filters = [api.members.pathFilter(), api.teams.pathFilter(), api.invitations.pathFilter()];
    await Promise.all(filters.map((filter) => queryClient.invalidateQueries(filter)));
  };
}
