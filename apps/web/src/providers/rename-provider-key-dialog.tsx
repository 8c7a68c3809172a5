'use client';
import { useState } from 'react';
import { refusalOf } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useUpdateProviderKey } from './use-provider-keys.ts';

/** Gives a provider key another name. */
export function RenameProviderKeyDialog({
  providerKey,
  onClose,
}: {
  readonly providerKey: ProviderKey;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(providerKey.name);
  const update = useUpdateProviderKey();
  const error = update.isError ? refusalOf(update.error).message : undefined;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Rename ${providerKey.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ id: providerKey.id, name: name.trim() }, { onSuccess: onClose });
        }}
      >
        <Field label="Name" help="Past receipts show the new name, too." error={error}>
          <Input value={name} maxLength={100} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={update.isPending} disabled={name.trim() === ''}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
