'use client';
import { Plus } from 'lucide-react';
import { LoadFailure } from '../client/load-failure.tsx';
import { setUrlFields } from '../client/url-field.ts';
import { NotForRole } from '../shell/not-for-role.tsx';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { KeyDialogs } from './key-dialogs.tsx';
import { KeyTasks } from './key-task.tsx';
import { KeysList } from './keys-list.tsx';
import { useGatewayKeys } from './use-gateway-keys.ts';

/** Gateway keys: issue, find, change, rotate, revoke. */
export function KeysPage() {
  const [mayRead, mayWrite] = [useMay('gateway_key.read'), useMay('gateway_key.write')];
  const keys = useGatewayKeys();
  const onNew = () => setUrlFields({ new: '1' });
  return (
    <Page
      title="Gateway keys"
      description="What client code carries. Each key belongs to a project, is shown once, and stops everywhere within a second of being revoked."
      actions={
        mayWrite && (
          <Button look="primary" size="sm" onClick={onNew}>
            <Plus className="size-3.5" aria-hidden="true" />
            New key
          </Button>
        )
      }
    >
      <KeyTasks>
        {!mayRead ? (
          <NotForRole what="gateway keys" />
        ) : keys.isError ? (
          <LoadFailure what="The gateway keys" error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <KeysList gatewayKeys={keys.data?.data} total={keys.data?.total} onNew={onNew} />
        )}
        {/* Beside the list, not in it: a key that was just issued is still shown when the list is another. */}
        <KeyDialogs gatewayKeys={keys.data?.data ?? []} />
      </KeyTasks>
    </Page>
  );
}
