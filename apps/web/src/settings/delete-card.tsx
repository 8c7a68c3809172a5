'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { RoleNotice } from './role-notice.tsx';

const consequences = [
  'Nobody gets in any more, from then on.',
  'All its gateway keys stop within a second, its management tokens at once.',
  'Everything it holds is taken away for good: configuration, calls, costs, the audit log.',
  'People keep their accounts, and other organizations they are in.',
];

function DeleteDialog({ onClose }: { readonly onClose: () => void }) {
  const { name } = useOrganization();
  const api = useTRPC();
  const remove = useMutation(
    api.organization.delete.mutationOptions({
      // Nothing of the organization may stay in this page.
      onSuccess: () => window.location.assign('/'),
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      action="Delete for good"
      typedName={name}
      pending={remove.isPending || remove.isSuccess}
      error={remove.isError ? refusalOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ confirmName: name })}
    >
      <ul className="grid list-disc gap-1 pl-5">
        {consequences.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

/** Ends the organization, for its owners. */
export function DeleteCard() {
  const mayDelete = useMay('organization.delete');
  const [open, setOpen] = useState(false);
  return (
    <Card title="Delete the organization" description="For good. Download everything first, if it may be needed.">
      {mayDelete ? (
        <Button look="danger" onClick={() => setOpen(true)}>
          Delete the organization
        </Button>
      ) : (
        <RoleNotice action="organization.delete" what="delete the organization" />
      )}
      {open && <DeleteDialog onClose={() => setOpen(false)} />}
    </Card>
  );
}
