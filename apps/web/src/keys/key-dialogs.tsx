'use client';
import dynamic from 'next/dynamic';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay } from '../shell/viewer.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { KeyDetails } from './key-details.tsx';
import { useKeyTask } from './key-task.tsx';
import { RevokeKeysDialog } from './revoke-keys-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

// Forms come when they are opened: the list does not wait for them. Without `ssr: false` the page would be hidden until
// they are there, and whatever has the focus would lose it.
const EditKeyDialog = dynamic(() => import('./edit-key-dialog.tsx').then((part) => part.EditKeyDialog), { ssr: false });
const NewKeyDialog = dynamic(() => import('./new-key-dialog.tsx').then((part) => part.NewKeyDialog), { ssr: false });

/** The dialog of what is being done; new keys and details have their place in the URL. */
export function KeyDialogs({ gatewayKeys }: { readonly gatewayKeys: readonly GatewayKey[] }) {
  const { task, start } = useKeyTask();
  const mayWrite = useMay('gateway_key.write');
  const [isNew] = useUrlField('new');
  const [id] = useUrlField('id');
  const shown = gatewayKeys.find((key) => key.id === id);
  const end = () => start(undefined);
  const close = () => setUrlFields({ new: undefined, id: undefined });
  if (mayWrite && isNew !== undefined) return <NewKeyDialog onClose={close} />;
  switch (task?.kind) {
    case 'edit':
      return <EditKeyDialog gatewayKey={task.gatewayKey} onClose={end} />;
    case 'rotate':
      return <RotateKeyDialog gatewayKey={task.gatewayKey} onClose={end} />;
    case 'revoke':
      return <RevokeKeysDialog gatewayKeys={task.gatewayKeys} onClose={end} />;
    case undefined:
      return shown === undefined ? null : <KeyDetails gatewayKey={shown} onClose={close} />;
  }
}
