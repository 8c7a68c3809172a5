'use client';
import { useMutation } from '@tanstack/react-query';
import type { TeamView } from '@weir/services/teams/view';
import { useTRPC } from '../client/api.tsx';
import { useRefreshPeople } from './use-refresh-people.ts';

export type TeamDraft = { readonly name: string; readonly memberIds: ReadonlySet<string> };

function isSame(team: TeamView, memberIds: ReadonlySet<string>): boolean {
  return team.members.length === memberIds.size && team.members.every(({ id }) => memberIds.has(id));
}

/** Saves a team: makes it where it is new, then changes only what differs. */
export function useSaveTeam(team: TeamView | undefined) {
  const api = useTRPC();
  const refresh = useRefreshPeople();
  const create = useMutation(api.teams.create.mutationOptions());
  const rename = useMutation(api.teams.rename.mutationOptions());
  const setMembers = useMutation(api.teams.setMembers.mutationOptions());
  return useMutation({
    async mutationFn({ name, memberIds }: TeamDraft): Promise<void> {
      const saved = team ?? (await create.mutateAsync({ name }));
      if (saved.name !== name) await rename.mutateAsync({ id: saved.id, name });
      if (!isSame(saved, memberIds)) await setMembers.mutateAsync({ id: saved.id, memberIds: [...memberIds] });
    },
    onSettled: refresh,
  });
}
