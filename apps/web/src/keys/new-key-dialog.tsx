'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useOneProject, useProject } from '../shell/project.ts';
import { useOrganization, useTimeZone } from '../shell/viewer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { KeyForm } from './key-form.tsx';
import { creationOf, emptyValues } from './key-form-values.ts';
import { type Revealed, RevealKey } from './reveal-key.tsx';
import { useKeyList } from './use-gateway-keys.ts';

/** Issues a gateway key, and shows it once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const timeZone = useTimeZone();
  const chosen = useProject();
  const project = useOneProject();
  const { projects } = useOrganization();
  const list = useKeyList();
  const [revealed, setRevealed] = useState<Revealed>();
  const create = useMutation(useTRPC().gatewayKeys.create.mutationOptions({ onSettled: () => list.refresh() }));
  if (revealed !== undefined) return <RevealKey revealed={revealed} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New gateway key"
      shape="side"
      description="The key that client code carries. Its calls are counted in one project."
    >
      {project === undefined ? (
        <EmptyState title="There is no project yet">A key belongs to a project. Create one in the settings.</EmptyState>
      ) : (
        <KeyForm
          initial={emptyValues((chosen ?? projects[0] ?? project).id)}
          action="Issue the key"
          onCancel={onClose}
          onSave={async (values) => {
            const { name, key, allowedModels } = await create.mutateAsync(
              creationOf(values, { nowMs: Date.now(), timeZone }),
            );
            setRevealed({ title: `${name} is ready`, key, allowedModels });
          }}
        />
      )}
    </Dialog>
  );
}
