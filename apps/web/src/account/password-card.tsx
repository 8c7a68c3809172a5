'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { NewPasswordField } from '../auth/new-password-field.tsx';
import { PasswordInput } from '../auth/password-input.tsx';
import { passwordFault } from '../auth/password-rules.ts';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { useHydrated } from '../client/use-hydrated.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toast.tsx';
import type { Profile } from './profile.ts';

type Values = { currentPassword: string; newPassword: string };

const empty: Values = { currentPassword: '', newPassword: '' };

function usePasswordForm({ hasPassword }: Profile) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<Values>({ mode: 'onTouched' });
  const change = useMutation(api.account.changePassword.mutationOptions());
  const submit = form.handleSubmit(async ({ currentPassword, newPassword }) => {
    setRefusal(undefined);
    try {
      await change.mutateAsync({ newPassword, ...(hasPassword ? { currentPassword } : {}) });
      form.reset(empty);
      void queryClient.invalidateQueries({ queryKey: api.account.pathKey() });
      toast({ title: 'Your password is changed', detail: 'Every other session of yours has ended.' });
    } catch (error) {
      setRefusal(refuseForm(error, ['currentPassword', 'newPassword'], form.setError));
    }
  });
  return { form, submit, refusal };
}

/** Changes the password, or sets the first one of whoever signs in by an identity provider alone. */
export function PasswordCard({ profile }: { readonly profile: Profile }) {
  const { form, submit, refusal } = usePasswordForm(profile);
  const { register, watch, formState } = form;
  const { errors, isSubmitting } = formState;
  const { hasPassword, email } = profile;
  return (
    <Card
      title="Password"
      description={
        hasPassword
          ? 'Changing it ends every other session of yours.'
          : 'You have none yet: with one you can sign in without an identity provider as well.'
      }
    >
      <form className="grid gap-4 sm:max-w-md" method="post" onSubmit={(event) => void submit(event)} noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        {hasPassword && (
          <Field label="Current password" error={errors.currentPassword?.message}>
            <PasswordInput
              autoComplete="current-password"
              {...register('currentPassword', { required: 'Enter the password that you have now.' })}
            />
          </Field>
        )}
        <NewPasswordField
          label="New password"
          password={watch('newPassword') ?? ''}
          email={email}
          error={errors.newPassword?.message}
          field={register('newPassword', { validate: (given) => passwordFault(given, email) ?? true })}
        />
        <div>
          <Button type="submit" pending={isSubmitting} disabled={!useHydrated()}>
            {hasPassword ? 'Change the password' : 'Set a password'}
          </Button>
        </div>
      </form>
    </Card>
  );
}
