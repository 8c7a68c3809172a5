'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { type CredentialValues, refusableFields, toRequest } from './asked-fields.ts';
import { BaseUrlField } from './base-url-field.tsx';
import { baseUrlRules } from './base-url-rules.ts';
import { CredentialFields } from './credential-fields.tsx';
import type { ProviderKey } from './provider-key.ts';
import { SettingFields } from './setting-fields.tsx';
import { TrialPanel } from './trial-panel.tsx';
import { useTrial } from './use-trial.ts';

/** Takes a new secret or address for a key, and tries it. */
export function RotateProviderKeyDialog({
  providerKey,
  onClose,
}: {
  readonly providerKey: ProviderKey;
  readonly onClose: () => void;
}) {
  const { run, start } = useTrial();
  const [isCorrected, setCorrected] = useState(false);
  if (run !== undefined && !isCorrected) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={providerKey.name} shape="side">
        <TrialPanel run={run} onRetry={() => start(run.key)} onCorrect={() => setCorrected(true)} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`New secret for ${providerKey.name}`}
      shape="side"
      description="The key keeps its place, its name and its history. The new secret is tried at once."
    >
      <RotateForm
        providerKey={run?.key ?? providerKey}
        onCancel={onClose}
        onStored={(key) => {
          setCorrected(false);
          void start(key).catch(() => undefined);
        }}
      />
    </Dialog>
  );
}

/** What a key says of itself already, the form of its secret among it; the secret is not. */
function storedValues({ credentialForm, settings, baseUrl }: ProviderKey): CredentialValues {
  return { form: credentialForm ?? '', credential: {}, settings: { ...settings }, baseUrl: baseUrl ?? '' };
}

function RotateForm({
  providerKey,
  onCancel,
  onStored,
}: {
  readonly providerKey: ProviderKey;
  readonly onCancel: () => void;
  readonly onStored: (key: ProviderKey) => void;
}) {
  const api = useTRPC();
  const providers = useQuery(api.catalog.providers.queryOptions({}));
  const provider = providers.data?.data.find(({ id }) => id === providerKey.provider);
  const [refusal, setRefusal] = useState<string>();
  const rotate = useMutation(api.providerKeys.rotate.mutationOptions({ gcTime: 0 }));
  const form = useForm<CredentialValues>({ mode: 'onTouched', defaultValues: storedValues(providerKey) });
  const { register, handleSubmit, formState, setError, setValue } = form;
  if (provider === undefined) return <SkeletonLines lines={4} />;
  const { id, lastFour, baseUrl } = providerKey;
  // Without a stored secret there is none to protect, so the address may change alone.
  const isSecretOptional = lastFour === null && baseUrl !== null;
  const submit = handleSubmit(async (values) => {
    setRefusal(undefined);
    try {
      onStored(await rotate.mutateAsync({ id, ...toRequest(provider, values), tryLater: true }));
    } catch (error) {
      setRefusal(refuseForm(error, refusableFields(provider), setError));
    }
  });
  return (
    <FormProvider {...form}>
      <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <CredentialFields
          provider={provider}
          isOptional={isSecretOptional}
          label="New secret"
          about={
            lastFour === null
              ? 'Sealed at once; never shown again.'
              : `Takes the place of the one ending in ${lastFour}. Revoke that one at the provider afterwards.`
          }
        />
        <SettingFields provider={provider} />
        {baseUrl !== null && (
          <BaseUrlField
            error={formState.errors.baseUrl?.message}
            isRequired
            own={null}
            onExample={(url) => setValue('baseUrl', url)}
            {...register('baseUrl', baseUrlRules(true))}
          />
        )}
        <DialogActions sticky>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" look="primary" pending={formState.isSubmitting}>
            Store and try
          </Button>
        </DialogActions>
      </form>
    </FormProvider>
  );
}
