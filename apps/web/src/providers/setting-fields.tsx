'use client';
import { useId } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { type CredentialValues, fieldRules, type SettingField } from './asked-fields.ts';
import type { Provider } from './provider-picker.tsx';

function SettingInput({ field, hasBaseUrl }: { readonly field: SettingField; readonly hasBaseUrl: boolean }) {
  const { register, formState } = useFormContext<CredentialValues>();
  const listId = useId();
  const { name, label, placeholder, choices, initial } = field;
  const help = field.help ?? (initial === null ? undefined : `Left empty: ${initial}.`);
  // What has a value of the provider's, or is in the base URL already, may stay empty.
  const isRequired = field.required && initial === null && !(field.addressOnly && hasBaseUrl);
  return (
    <>
      <Field label={label} optional={!isRequired} error={formState.errors.settings?.[name]?.message} help={help}>
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono text-sm!"
          list={choices.length === 0 ? undefined : listId}
          placeholder={placeholder ?? initial ?? undefined}
          {...register(`settings.${name}`, fieldRules({ ...field, required: isRequired }))}
        />
      </Field>
      {choices.length > 0 && (
        <datalist id={listId}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** What a provider asks of where its requests go: region, project, workspace. */
export function SettingFields({ provider }: { readonly provider: Provider }) {
  const baseUrl = useWatch<CredentialValues, 'baseUrl'>({ name: 'baseUrl' });
  return provider.settings.map((field) => (
    <SettingInput key={`${provider.id} ${field.name}`} field={field} hasBaseUrl={(baseUrl ?? '').trim() !== ''} />
  ));
}
