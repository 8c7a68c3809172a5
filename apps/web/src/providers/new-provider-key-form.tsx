'use client';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { FormProvider, type UseFormReturn, useForm } from 'react-hook-form';
import { refuseForm } from '../client/refuse-form.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { type CredentialValues, refusableFields } from './asked-fields.ts';
import { BaseUrlField } from './base-url-field.tsx';
import { baseUrlRules } from './base-url-rules.ts';
import { CredentialFields } from './credential-fields.tsx';
import { freeName, type ProviderKey } from './provider-key.ts';
import { type Provider, ProviderPicker } from './provider-picker.tsx';
import { RoutingFields } from './routing-fields.tsx';
import { type RoutingValues, routingFieldNames, routingValues } from './routing-values.ts';
import { SettingFields } from './setting-fields.tsx';

export type NewProviderKey = CredentialValues &
  RoutingValues & {
    name: string;
    /** Empty: every project. */
    projectId: string;
  };

function KeysPage({ provider }: { readonly provider: Provider }) {
  if (provider.keysUrl === null) return 'Sealed at once; never shown again.';
  return (
    <>
      Sealed at once; never shown again. Made on{' '}
      <a href={provider.keysUrl} target="_blank" rel="noreferrer" className="link inline-flex items-center gap-0.5">
        {new URL(provider.keysUrl).host}
        <ExternalLink className="size-3" aria-hidden="true" />
        <span className="sr-only"> (opens in a new tab)</span>
      </a>
    </>
  );
}

/** What it is called, and which projects it is for. */
function PlaceFields({ form }: { readonly form: UseFormReturn<NewProviderKey> }) {
  const { projects } = useOrganization();
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <>
      <Field label="Name" help="What it is called here and in receipts." error={errors.name?.message}>
        <Input
          autoComplete="off"
          maxLength={100}
          {...register('name', { validate: (name) => name.trim() !== '' || 'Give the key a name.' })}
        />
      </Field>
      <Field label="Used by" error={errors.projectId?.message}>
        <SelectBox
          choices={[
            { value: '', label: 'Every project' },
            ...projects.map(({ id, name }) => ({ value: id, label: `${name} alone` })),
          ]}
          {...register('projectId')}
        />
      </Field>
    </>
  );
}

function nothingGiven(): CredentialValues {
  return { form: '', credential: {}, settings: {}, baseUrl: '' };
}

/** What is asked of a new provider key. */
export function NewProviderKeyForm({
  providers,
  keys,
  projectId,
  onSave,
  onCancel,
}: {
  readonly providers: readonly Provider[];
  readonly keys: readonly ProviderKey[];
  readonly projectId: string;
  /** Rejects with what the server refused. */
  readonly onSave: (provider: Provider, values: NewProviderKey) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [provider, setProvider] = useState(providers[0]);
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<NewProviderKey>({
    mode: 'onTouched',
    defaultValues: { name: freeName(provider?.name ?? '', keys), ...nothingGiven(), ...routingValues(), projectId },
  });
  const { register, handleSubmit, formState, setError, setValue, clearErrors } = form;
  const { errors, dirtyFields } = formState;
  if (provider === undefined) return null;
  const pick = (picked: Provider) => {
    setProvider(picked);
    clearErrors();
    const { form: usual, credential, settings } = nothingGiven();
    setValue('form', usual);
    setValue('credential', credential);
    setValue('settings', settings);
    if (dirtyFields.name !== true) setValue('name', freeName(picked.name, keys));
  };
  const submit = handleSubmit(async (values) => {
    setRefusal(undefined);
    try {
      await onSave(provider, values);
    } catch (error) {
      setRefusal(
        refuseForm(error, ['name', 'projectId', ...routingFieldNames, ...refusableFields(provider)], setError),
      );
    }
  });
  const about = provider.needsBaseUrl ? 'Leave it empty for a host that takes none.' : <KeysPage provider={provider} />;
  return (
    <FormProvider {...form}>
      <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <ProviderPicker providers={providers} value={provider.id} onChange={pick} />
        <CredentialFields provider={provider} isOptional={provider.needsBaseUrl} about={about} />
        <SettingFields provider={provider} />
        <BaseUrlField
          error={errors.baseUrl?.message}
          isRequired={provider.needsBaseUrl}
          own={provider.baseUrl}
          onExample={(url) => setValue('baseUrl', url, { shouldDirty: true })}
          {...register('baseUrl', baseUrlRules(provider.needsBaseUrl))}
        />
        <PlaceFields form={form} />
        <details className="group rounded-lg border border-line px-3.5 py-2.5">
          <summary className="cursor-pointer text-sm font-medium">
            For routes <span className="font-normal text-faint">region, retention, weight (optional)</span>
          </summary>
          <div className="grid gap-5 pt-4 pb-1">
            <RoutingFields />
          </div>
        </details>
        <DialogActions sticky>
          <span className="mr-auto text-xs text-quiet max-sm:hidden">
            Tried with one token, which costs next to nothing.
          </span>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" look="primary" pending={formState.isSubmitting}>
            Store and try
          </Button>
        </DialogActions>
      </form>
    </FormProvider>
  );
}
