'use client';
import { useMutation } from '@tanstack/react-query';
import type { MemberView } from '@weir/services/members/view';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { type LeftKeys, LeftKeysChoice } from './left-keys.tsx';
import { useRefreshPeople } from './use-refresh-people.ts';

/** Asks before a member is removed, and what becomes of their keys. */
export function RemoveDialog({ member, onClose }: { readonly member: MemberView; readonly onClose: () => void }) {
  const [keys, setKeys] = useState<LeftKeys>('revoke');
  const api = useTRPC();
  const show = useToast();
  const refresh = useRefreshPeople();
  const remove = useMutation(
    api.members.remove.mutationOptions({
      onSuccess() {
        onClose();
        show({ title: `${member.name} was removed` });
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${member.name}?`}
      action="Remove"
      pending={remove.isPending}
      error={remove.isError ? refusalOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id: member.id, keys })}
    >
      <p>
        {member.email} loses access at once, and invitations they made are taken back. Their calls and costs stay in all
        reports under their name.
      </p>
      <LeftKeysChoice label="Gateway keys they own" value={keys} onChange={setKeys} />
    </ConfirmDialog>
  );
}
