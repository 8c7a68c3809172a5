'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { BaseUrlField } from './base-url-field.tsx';
import type { ProviderKey } from './provider-key.ts';
import { SecretInput } from './secret-input.tsx';
import { baseUrlRules, secretRules } from './secret-rules.ts';
import { TrialPanel } from './trial-panel.tsx';
import { useTrial } from './use-trial.ts';

type Values = { secret: string; baseUrl: string };

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

function RotateForm({
  providerKey,
  onCancel,
  onStored,
}: {
  readonly providerKey: ProviderKey;
  readonly onCancel: () => void;
  readonly onStored: (key: ProviderKey) => void;
}) {
  const { id, lastFour, baseUrl } = providerKey;
  // Without a stored secret there is none to protect, so the address may change alone.
  const isSecretOptional = lastFour === null && baseUrl !== null;
  const [refusal, setRefusal] = useState<string>();
  const rotate = useMutation(useTRPC().providerKeys.rotate.mutationOptions({ gcTime: 0 }));
  const { register, handleSubmit, formState, setError, setValue } = useForm<Values>({
    mode: 'onTouched',
    defaultValues: { secret: '', baseUrl: baseUrl ?? '' },
  });
  const submit = handleSubmit(async (values) => {
    setRefusal(undefined);
    const [secret, url] = [values.secret.trim(), values.baseUrl.trim()];
    try {
      const given = { ...(secret === '' ? {} : { secret }), ...(url === '' ? {} : { baseUrl: url }) };
      onStored(await rotate.mutateAsync({ id, ...given, tryLater: true }));
    } catch (error) {
      setRefusal(refuseForm(error, ['secret', 'baseUrl'], setError));
    }
  });
  return (
    <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <Field
        label="New secret"
        optional={isSecretOptional}
        error={formState.errors.secret?.message}
        help={
          lastFour === null
            ? 'Sealed at once; never shown again.'
            : `Takes the place of the one ending in ${lastFour}. Revoke that one at the provider afterwards.`
        }
      >
        <SecretInput {...register('secret', secretRules(isSecretOptional))} />
      </Field>
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
  );
}
