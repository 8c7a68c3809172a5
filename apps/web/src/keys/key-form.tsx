'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { useOrganization, useTimeZone } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { AttributesField } from './attributes-field.tsx';
import { expiresAtOf } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';
import { attributesError, type KeyValues } from './key-form-values.ts';
import { ModelPatternsField } from './model-patterns-field.tsx';

type Form = UseFormReturn<KeyValues>;

/** Whose the key is: only when it is made. */
function BelongsFields({ form }: { readonly form: Form }) {
  const { projects } = useOrganization();
  const members = useQuery(useTRPC().members.list.queryOptions({ limit: 200 }));
  const owners = (members.data?.data ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
  return (
    <>
      <Field
        label="Project"
        help="Where its calls and costs are counted."
        error={form.formState.errors.projectId?.message}
      >
        <SelectBox
          choices={projects.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.register('projectId')}
        />
      </Field>
      <Field
        label="Owner"
        help="Calls of a member's key count for that member. A service key belongs to no person."
        error={form.formState.errors.ownerMemberId?.message}
      >
        <SelectBox
          choices={[{ value: '', label: 'Nobody: a service key' }, ...owners]}
          {...form.register('ownerMemberId')}
        />
      </Field>
    </>
  );
}

const accessChoices = [
  { value: 'all', label: 'Every model and route', help: 'All that the provider keys of the project serve.' },
  { value: 'some', label: 'Only these', help: 'Others are refused with 403 model_not_allowed.' },
] as const;

function AccessFields({ form }: { readonly form: Form }) {
  const access = form.watch('access');
  return (
    <div className="grid gap-3">
      <Controller
        control={form.control}
        name="access"
        render={({ field }) => (
          <RadioList label="May call" choices={accessChoices} value={field.value} onChange={field.onChange} />
        )}
      />
      {access === 'some' && (
        <Controller
          control={form.control}
          name="patterns"
          rules={{ validate: (patterns) => patterns.length > 0 || 'Name at least one model or route.' }}
          render={({ field, fieldState }) => (
            <Field
              label="Models and routes"
              error={fieldState.error?.message}
              help={
                <>
                  A route by its name, a model such as <code>openai/gpt-5-mini</code>, a whole provider such as{' '}
                  <code>openai/*</code>, or a name at any provider. Enter adds it.
                </>
              }
            >
              <ModelPatternsField projectId={form.watch('projectId')} value={field.value} onChange={field.onChange} />
            </Field>
          )}
        />
      )}
    </div>
  );
}

function EndFields({ form, present }: { readonly form: Form; readonly present: string | null }) {
  const timeZone = useTimeZone();
  return (
    <>
      <Controller
        control={form.control}
        name="expiry"
        rules={{
          validate: (expiry) => {
            const at = expiresAtOf(expiry, { nowMs: Date.now(), timeZone });
            if (expiry.choice !== 'date') return true;
            if (typeof at !== 'string') return 'Enter a date and a time.';
            return Date.parse(at) > Date.now() || 'That is past. Enter a time to come.';
          },
        }}
        render={({ field, fieldState }) => (
          <ExpiryField
            value={field.value}
            onChange={field.onChange}
            present={present}
            error={fieldState.error?.message}
          />
        )}
      />
      <Controller
        control={form.control}
        name="attributes"
        rules={{ validate: (pairs) => attributesError(pairs) ?? true }}
        render={({ field }) => <AttributesField value={field.value} onChange={field.onChange} />}
      />
    </>
  );
}

const fields = ['name', 'projectId', 'ownerMemberId'] as const;

/** The form of a gateway key, to issue one or to change one. */
export function KeyForm({
  initial,
  present,
  action,
  onSave,
  onCancel,
  children,
}: {
  readonly initial: KeyValues;
  /** The key's present expiry; undefined for a new key. */
  readonly present?: string | null;
  readonly action: string;
  /** Rejects with what the server refused. */
  readonly onSave: (values: KeyValues) => Promise<void>;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}) {
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<KeyValues>({ mode: 'onTouched', defaultValues: initial });
  const { register, handleSubmit, formState, setError } = form;
  const submit = handleSubmit(async (values) => {
    setRefusal(undefined);
    try {
      await onSave(values);
    } catch (error) {
      setRefusal(refuseForm(error, fields, setError));
    }
  });
  return (
    <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      {children}
      <Field label="Name" help="What uses it, such as a service or a machine." error={formState.errors.name?.message}>
        <Input
          autoComplete="off"
          maxLength={100}
          {...register('name', { validate: (name) => name.trim() !== '' || 'Give the key a name.' })}
        />
      </Field>
      {present === undefined && <BelongsFields form={form} />}
      <AccessFields form={form} />
      <EndFields form={form} present={present ?? null} />
      <DialogActions sticky>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={formState.isSubmitting}>
          {action}
        </Button>
      </DialogActions>
    </form>
  );
}
