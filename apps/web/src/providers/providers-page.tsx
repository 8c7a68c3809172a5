'use client';
import { Plus } from 'lucide-react';
import { LoadFailure } from '../client/load-failure.tsx';
import { setUrlFields } from '../client/url-field.ts';
import { NotForRole } from '../shell/not-for-role.tsx';
import { useProject } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { ProviderDialogs } from './provider-dialogs.tsx';
import { ProviderList } from './provider-list.tsx';
import { ProviderTasks } from './provider-task.tsx';
import { ProvidersEmpty } from './providers-empty.tsx';
import { useProviderKeys } from './use-provider-keys.ts';

/** Provider keys: store, try, order, rotate, disable, delete. */
export function ProvidersPage() {
  const [mayRead, mayWrite] = [useMay('provider_key.read'), useMay('provider_key.write')];
  const project = useProject();
  const { keys, isError, error, refetch } = useProviderKeys();
  const usable = keys?.filter(
    ({ projectId }) => project === undefined || projectId === null || projectId === project.id,
  );
  const onNew = () => setUrlFields({ new: '1' });
  return (
    <Page
      title="Provider keys"
      description={`Your credentials at providers, sealed. A call goes to the first key in this order that serves its model${mayWrite ? '; drag to change the order' : ''}.`}
      actions={
        mayWrite && (
          <Button look="primary" size="sm" onClick={onNew}>
            <Plus className="size-3.5" aria-hidden="true" />
            New provider key
          </Button>
        )
      }
    >
      <ProviderTasks>
        {!mayRead ? (
          <NotForRole what="provider keys" />
        ) : isError ? (
          <LoadFailure what="The provider keys" error={error} onRetry={() => void refetch()} />
        ) : (
          <Card flush>
            {usable?.length === 0 ? (
              <ProvidersEmpty onNew={onNew} />
            ) : (
              <ProviderList keys={usable} allIds={keys?.map(({ id }) => id) ?? []} />
            )}
            <ProviderDialogs keys={keys ?? []} />
          </Card>
        )}
      </ProviderTasks>
    </Page>
  );
}
