'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { useBrowserTimeZone } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { TimeZoneBox } from '../ui/time-zone-box.tsx';
import { useToast } from '../ui/toast.tsx';
import type { Profile } from './profile.ts';
import { zoneOffset } from './zone-offset.ts';

/** Stands for the browser's own zone. */
const browserZone = '';

type Values = { name: string; timeZone: string };

const nameRules = {
  maxLength: { value: 100, message: 'At most 100 characters.' },
  validate: (name: string) => name.trim() !== '' || 'Enter your name.',
};

function useProfileForm(profile: Profile) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<Values>({
    mode: 'onTouched',
    values: { name: profile.name, timeZone: profile.timeZone ?? browserZone },
  });
  const update = useMutation(api.account.updateProfile.mutationOptions());
  const submit = form.handleSubmit(async ({ name, timeZone }) => {
    setRefusal(undefined);
    try {
      const saved = await update.mutateAsync({ name, timeZone: timeZone === browserZone ? null : timeZone });
      queryClient.setQueryData(api.account.profile.queryKey({}), (before) => before && { ...before, ...saved });
      // The frame shows the name and every time in the zone: the server renders it anew.
      router.refresh();
      toast({ title: 'Your profile is saved' });
    } catch (error) {
      setRefusal(refuseForm(error, ['name', 'timeZone'], form.setError));
    }
  });
  return { form, submit, refusal };
}

/** Name and time zone. */
export function ProfileForm({ profile }: { readonly profile: Profile }) {
  const { form, submit, refusal } = useProfileForm(profile);
  const ofBrowser = useBrowserTimeZone();
  const { register, control, formState } = form;
  const { errors, isDirty, isSubmitting } = formState;
  return (
    <Card title="You">
      <form className="grid gap-4 sm:max-w-md" onSubmit={(event) => void submit(event)} noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <Field label="Name" error={errors.name?.message}>
          <Input autoComplete="name" defaultValue={profile.name} {...register('name', nameRules)} />
        </Field>
        <Controller
          control={control}
          name="timeZone"
          render={({ field }) => (
            <Field
              label="Time zone"
              error={errors.timeZone?.message}
              help={`Now ${zoneOffset(field.value || ofBrowser, Date.now())}. Days and budgets of an organization follow its own zone.`}
            >
              <TimeZoneBox
                value={field.value}
                onChange={field.onChange}
                none={`As this browser: ${ofBrowser.replaceAll('_', ' ')}`}
              />
            </Field>
          )}
        />
        <div>
          <Button type="submit" look="primary" pending={isSubmitting} disabled={!isDirty}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
