'use client';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay } from '../shell/viewer.tsx';
import { EditKeyDialog } from './edit-key-dialog.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { KeyDetails } from './key-details.tsx';
import { useKeyTask } from './key-task.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RevokeKeysDialog } from './revoke-keys-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

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
