'use client';
import { useMutation } from '@tanstack/react-query';
import type { TeamView } from '@weir/services/teams/view';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { useRefreshPeople } from './use-refresh-people.ts';

/** Asks before a team is deleted. */
export function DeleteTeamDialog({ team, onClose }: { readonly team: TeamView; readonly onClose: () => void }) {
  const api = useTRPC();
  const show = useToast();
  const refresh = useRefreshPeople();
  const remove = useMutation(
    api.teams.delete.mutationOptions({
      onSuccess() {
        onClose();
        show({ title: `The team ${team.name} was deleted` });
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the team ${team.name}?`}
      action="Delete"
      pending={remove.isPending}
      error={remove.isError ? refusalOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id: team.id })}
    >
      <p>Its members stay members of the organization. A team of the same name made later is another one.</p>
    </ConfirmDialog>
  );
}
