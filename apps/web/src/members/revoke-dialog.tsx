'use client';
import { useMutation } from '@tanstack/react-query';
import type { InvitationView } from '@weir/services/invitations/view';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { useRefreshPeople } from './use-refresh-people.ts';

/** Asks before an invitation is taken back. */
export function RevokeDialog({
  invitation,
  onClose,
}: {
  readonly invitation: InvitationView;
  readonly onClose: () => void;
}) {
  const api = useTRPC();
  const show = useToast();
  const refresh = useRefreshPeople();
  const revoke = useMutation(
    api.invitations.revoke.mutationOptions({
      onSuccess() {
        onClose();
        show({ title: `The invitation of ${invitation.email} was revoked` });
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Revoke the invitation?"
      action="Revoke"
      pending={revoke.isPending}
      error={revoke.isError ? refusalOf(revoke.error).message : undefined}
      onConfirm={() => revoke.mutate({ id: invitation.id })}
    >
      <p>The link that {invitation.email} was sent stops working at once. A new invitation can be sent at any time.</p>
    </ConfirmDialog>
  );
}
