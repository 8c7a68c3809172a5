'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useProject } from '../shell/project.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { toRequest } from './asked-fields.ts';
import { type NewProviderKey, NewProviderKeyForm } from './new-provider-key-form.tsx';
import { lastPosition, type ProviderKey } from './provider-key.ts';
import type { Provider } from './provider-picker.tsx';
import { toRouting } from './routing-values.ts';
import { TrialPanel } from './trial-panel.tsx';
import { useProviderKeyList } from './use-provider-keys.ts';
import { useTrial } from './use-trial.ts';

/** The request that stores a key, to be tried right after. */
function creationOf(provider: Provider, values: NewProviderKey, position: number) {
  return {
    provider: provider.id,
    name: values.name,
    position,
    tryLater: true,
    ...toRequest(provider, values),
    ...toRouting(values),
    ...(values.projectId === '' ? {} : { projectId: values.projectId }),
  };
}

/** Stores a provider key and tries it before the eyes of whoever stored it. */
export function NewProviderKeyDialog({
  keys,
  onClose,
  onModels,
  onCorrect,
}: {
  readonly keys: readonly ProviderKey[];
  readonly onClose: () => void;
  readonly onModels: (key: ProviderKey) => void;
  readonly onCorrect: (key: ProviderKey) => void;
}) {
  const api = useTRPC();
  const project = useProject();
  const list = useProviderKeyList();
  const { run, start } = useTrial();
  const providers = useQuery(api.catalog.providers.queryOptions({}));
  const create = useMutation(api.providerKeys.create.mutationOptions({ gcTime: 0 }));
  const save = async (provider: Provider, values: NewProviderKey) => {
    const key = await create.mutateAsync(creationOf(provider, values, lastPosition(keys)));
    // From here on the form is gone, and the secret with it; what is shown is the trial.
    void start(key).catch(() => list.refresh());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={run === undefined ? 'New provider key' : run.key.name}
      shape="side"
      description={
        run === undefined
          ? 'A credential of yours at a provider. It is sealed, then tried at once.'
          : 'Stored. This is its trial, as any call would use it.'
      }
    >
      {run !== undefined ? (
        <TrialPanel run={run} onRetry={() => start(run.key)} onCorrect={() => onCorrect(run.key)} onDone={onClose}>
          {run.key.trial?.state === 'ok' && <Button onClick={() => onModels(run.key)}>See its models</Button>}
        </TrialPanel>
      ) : providers.data === undefined ? (
        <SkeletonLines lines={6} />
      ) : (
        <NewProviderKeyForm
          providers={providers.data.data.filter(({ needsKey }) => needsKey)}
          keys={keys}
          projectId={project?.id ?? ''}
          onSave={save}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}
