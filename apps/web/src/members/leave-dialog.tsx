'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useOrganization } from '../shell/viewer.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { type LeftKeys, LeftKeysChoice } from './left-keys.tsx';

/** Asks before one leaves the organization of the page, and what becomes of one's keys. */
export function LeaveDialog({ onClose }: { readonly onClose: () => void }) {
  const { name } = useOrganization();
  const [keys, setKeys] = useState<LeftKeys>('revoke');
  const api = useTRPC();
  const leave = useMutation(
    api.members.leave.mutationOptions({
      // Nothing of the organization may stay in this page.
      onSuccess: () => window.location.assign('/'),
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Leave ${name}?`}
      action="Leave"
      pending={leave.isPending || leave.isSuccess}
      error={leave.isError ? refusalOf(leave.error).message : undefined}
      onConfirm={() => leave.mutate({ keys })}
    >
      <p>You lose access at once, and come back by a new invitation only. Your account stays.</p>
      <LeftKeysChoice label="Gateway keys you own" value={keys} onChange={setKeys} />
    </ConfirmDialog>
  );
}
