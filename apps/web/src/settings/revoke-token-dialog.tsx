'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ManagementTokenView } from '@weir/services/management-tokens/view';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';

/** Asks before a management token is revoked. */
export function RevokeTokenDialog({
  token,
  onClose,
}: {
  readonly token: ManagementTokenView;
  readonly onClose: () => void;
}) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const show = useToast();
  const revoke = useMutation(
    api.managementTokens.revoke.mutationOptions({
      onSuccess() {
        onClose();
        show({ title: `The token ${token.name} was revoked` });
      },
      onSettled: () => queryClient.invalidateQueries(api.managementTokens.pathFilter()),
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      action="Revoke"
      pending={revoke.isPending}
      error={revoke.isError ? refusalOf(revoke.error).message : undefined}
      onConfirm={() => revoke.mutate({ id: token.id })}
    >
      <p>Programs that carry the token ending in {token.lastFour} are refused from then on. It cannot be undone.</p>
    </ConfirmDialog>
  );
}
