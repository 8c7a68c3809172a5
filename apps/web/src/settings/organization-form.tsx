'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { TimeZoneBox } from '../ui/time-zone-box.tsx';
import { useToast } from '../ui/toast.tsx';
import { nameRules } from './name-rules.ts';
import { RoleNotice } from './role-notice.tsx';

type Values = { name: string; timeZone: string };

/** Saves name and time zone, and shows the new name in the frame. */
function useSave(onSaved: (values: Values) => void) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const show = useToast();
  return useMutation(
    api.organization.update.mutationOptions({
      async onSuccess({ name, timeZone }) {
        onSaved({ name, timeZone });
        show({ title: 'The organization was saved' });
        router.refresh();
        await queryClient.invalidateQueries(api.organization.get.pathFilter());
      },
    }),
  );
}

/** Name and time zone of the organization. */
export function OrganizationForm({ name, timeZone, slug }: Values & { readonly slug: string }) {
  const mayUpdate = useMay('organization.update');
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<Values>({ defaultValues: { name, timeZone }, mode: 'onTouched' });
  const save = useSave((values) => form.reset(values));
  const { errors, isDirty } = form.formState;
  const submit = form.handleSubmit((values) => {
    setRefusal(undefined);
    save.mutate(values, { onError: (error) => setRefusal(refuseForm(error, ['name', 'timeZone'], form.setError)) });
  });
  return (
    <Card title="Name and time zone">
      <form onSubmit={(event) => void submit(event)} className="grid max-w-xl grid-cols-1 gap-4" noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        {!mayUpdate && <RoleNotice action="organization.update" what="change these" />}
        <Field label="Name" error={errors.name?.message}>
          <Input
            autoComplete="organization"
            // For the first paint; the form takes over from it.
            defaultValue={name}
            disabled={!mayUpdate}
            {...form.register('name', nameRules)}
          />
        </Field>
        <Controller
          control={form.control}
          name="timeZone"
          render={({ field }) => (
            <Field
              label="Time zone"
              error={errors.timeZone?.message}
              help="Days and months of reports begin by it, for everybody in the organization."
            >
              <TimeZoneBox value={field.value} onChange={field.onChange} disabled={!mayUpdate} />
            </Field>
          )}
        />
        <div className="grid gap-1.5">
          <p className="text-sm font-medium">Slug</p>
          <p className="flex items-center gap-1">
            <code className="text-sm">{slug}</code>
            <CopyButton text={slug} label="Copy the slug" />
          </p>
          <p className="text-xs text-quiet">Names the organization in addresses. It stays when the name changes.</p>
        </div>
        {mayUpdate && (
          <div>
            <Button type="submit" look="primary" pending={save.isPending} disabled={!isDirty}>
              Save
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
