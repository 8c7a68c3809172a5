'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTRPC } from '../client/api.tsx';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay } from '../shell/viewer.tsx';
import { DeleteProviderKeyDialog } from './delete-provider-key-dialog.tsx';
import { ProviderDetails } from './provider-details.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderTask } from './provider-task.tsx';
import { RenameProviderKeyDialog } from './rename-provider-key-dialog.tsx';
import { RoutingDialog } from './routing-dialog.tsx';
import { TryDialog } from './try-dialog.tsx';

// Forms come when they are opened: the list does not wait for them, and with `ssr: false` is not hidden meanwhile.
const NewProviderKeyDialog = dynamic(
  () => import('./new-provider-key-dialog.tsx').then((part) => part.NewProviderKeyDialog),
  { ssr: false },
);
const RotateProviderKeyDialog = dynamic(
  () => import('./rotate-provider-key-dialog.tsx').then((part) => part.RotateProviderKeyDialog),
  { ssr: false },
);

/** The dialog of what is being done; new keys and details have their place in the URL. */
export function ProviderDialogs({ keys }: { readonly keys: readonly ProviderKey[] }) {
  const { task, start } = useProviderTask();
  const mayWrite = useMay('provider_key.write');
  const providers = useQuery(useTRPC().catalog.providers.queryOptions({}));
  const [isNew] = useUrlField('new');
  const [id] = useUrlField('id');
  const shown = keys.find((key) => key.id === id);
  const close = () => setUrlFields({ new: undefined, id: undefined });
  const end = () => start(undefined);
  const correct = (providerKey: ProviderKey) => {
    close();
    start({ kind: 'rotate', providerKey });
  };
  if (mayWrite && isNew !== undefined) {
    return (
      <NewProviderKeyDialog
        keys={keys}
        onClose={close}
        onCorrect={correct}
        onModels={(key) => setUrlFields({ new: undefined, id: key.id })}
      />
    );
  }
  switch (task?.kind) {
    case 'rotate':
      return <RotateProviderKeyDialog providerKey={task.providerKey} onClose={end} />;
    case 'rename':
      return <RenameProviderKeyDialog providerKey={task.providerKey} onClose={end} />;
    case 'routing':
      return <RoutingDialog providerKey={task.providerKey} onClose={end} />;
    case 'delete':
      return <DeleteProviderKeyDialog providerKey={task.providerKey} onClose={end} />;
    case 'try':
      return <TryDialog providerKey={task.providerKey} onClose={end} />;
    case undefined: {
      if (shown === undefined) return null;
      const name = providers.data?.data.find((provider) => provider.id === shown.provider)?.name;
      return <ProviderDetails providerKey={shown} providerName={name ?? shown.provider} onClose={close} />;
    }
  }
}
