'use client';
import { useMutation } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderKeyList } from './use-provider-keys.ts';

/** Asks before a provider key is deleted with its secret. */
export function DeleteProviderKeyDialog({
  providerKey,
  onClose,
}: {
  readonly providerKey: ProviderKey;
  readonly onClose: () => void;
}) {
  const list = useProviderKeyList();
  const show = useToast();
  const remove = useMutation(
    useTRPC().providerKeys.delete.mutationOptions({
      async onSuccess({ id, name }) {
        await list.change((keys) => keys.filter((key) => key.id !== id));
        onClose();
        show({ title: `${name} was deleted` });
      },
      onSettled: () => list.refresh(),
    }),
  );
  const { id, name } = providerKey;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      action="Delete the key"
      typedName={name}
      pending={remove.isPending}
      error={remove.isError ? refusalOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id })}
    >
      <p>
        Its sealed secret is destroyed, and calls stop using it within a second. Models that no other key serves are
        refused from then on. Past calls and costs stay in all reports.
      </p>
      <p>To stop it for a while only, disable it.</p>
    </ConfirmDialog>
  );
}
