'use client';
import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Field } from '../ui/field.tsx';
import { Input, TextArea } from '../ui/input.tsx';
import { Segmented } from '../ui/segmented.tsx';
import {
  type CredentialField,
  type CredentialForm,
  type CredentialValues,
  fieldRules,
  formOf,
  readServiceAccount,
  textIn,
} from './asked-fields.ts';
import type { Provider } from './provider-picker.tsx';
import { SecretInput } from './secret-input.tsx';

/** Whose key was pasted, told at once. */
function Recognised({ json }: { readonly json: string }) {
  if (json.trim() === '') return null;
  const account = readServiceAccount(json);
  const [Icon, tone] = account === undefined ? [CircleX, 'text-bad'] : [CircleCheck, 'text-good'];
  return (
    <p role="status" className="-mt-3 flex items-start gap-1.5 text-xs text-quiet">
      <Icon aria-hidden="true" className={`mt-px size-3.5 shrink-0 ${tone}`} />
      {account === undefined ? (
        'This is not the key of a service account. Paste the whole JSON file.'
      ) : (
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {account.email}
          {account.project !== undefined && `, project ${account.project}`}
        </span>
      )}
    </p>
  );
}

function CredentialInput({
  field,
  label,
  isRequired,
  help,
}: {
  readonly field: CredentialField;
  readonly label: string;
  readonly isRequired: boolean;
  readonly help: ReactNode;
}) {
  const { register, formState, setValue, getValues } = useFormContext<CredentialValues>();
  const path = `credential.${field.name}` as const;
  const value = useWatch<CredentialValues, typeof path>({ name: path });
  const fill = (text: string) => {
    for (const [setting, key] of Object.entries(field.fills)) {
      const found = textIn(text, key);
      if (found !== undefined && (getValues(`settings.${setting}`) ?? '') === '')
        setValue(`settings.${setting}`, found);
    }
  };
  const input = {
    placeholder: field.placeholder ?? undefined,
    ...register(path, {
      ...fieldRules({ ...field, label, required: isRequired }),
      onChange: (event: { target: { value: string } }) => fill(event.target.value),
    }),
  };
  return (
    <>
      <Field
        label={label}
        optional={!isRequired}
        error={formState.errors.credential?.[field.name]?.message}
        help={help}
      >
        {field.multiline ? (
          <TextArea rows={6} autoComplete="off" spellCheck={false} className="font-mono text-xs!" {...input} />
        ) : field.secret ? (
          <SecretInput {...input} />
        ) : (
          <Input autoComplete="off" spellCheck={false} className="font-mono text-sm!" {...input} />
        )}
      </Field>
      {field.format === 'service_account' && <Recognised json={value ?? ''} />}
    </>
  );
}

/** What stands below the last secret of a form, in place of no help of its own. */
function helpOf(field: CredentialField, form: CredentialForm, about: ReactNode): ReactNode {
  const last = form.fields.findLast(({ secret, required }) => secret && required);
  if (field !== last) return field.help ?? undefined;
  return field.help === null ? (
    about
  ) : (
    <>
      {field.help} {about}
    </>
  );
}

/** How one signs in at the provider, and the parts that it takes; `about` is said of its secret. */
export function CredentialFields({
  provider,
  isOptional = false,
  label,
  about,
}: {
  readonly provider: Provider;
  /** Some hosts take no credential. */
  readonly isOptional?: boolean;
  /** Of the one field, where there is only one way with one field. */
  readonly label?: string;
  readonly about: ReactNode;
}) {
  const { setValue } = useFormContext<CredentialValues>();
  const chosen = useWatch<CredentialValues, 'form'>({ name: 'form' });
  const form = formOf(provider, chosen);
  if (form === undefined) return null;
  const { credentialForms: forms } = provider;
  const isOnly = forms.length === 1 && form.fields.length === 1;
  return (
    <>
      {forms.length > 1 && (
        <div className="grid gap-1.5">
          <span aria-hidden="true" className="text-sm font-medium">
            Sign in with
          </span>
          <div>
            <Segmented
              label="Sign in with"
              choices={forms.map(({ id, label: words }) => ({ value: id, label: words }))}
              value={form.id}
              onChange={(id) => setValue('form', id)}
            />
          </div>
        </div>
      )}
      {form.fields.map((field) => (
        <CredentialInput
          key={`${provider.id} ${form.id} ${field.name}`}
          field={field}
          label={isOnly && label !== undefined ? label : field.label}
          isRequired={field.required && !isOptional}
          help={helpOf(field, form, about)}
        />
      ))}
    </>
  );
}
