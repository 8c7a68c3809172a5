'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { passwordFault } from './password-rules.ts';
import { SubmitButton } from './submit-button.tsx';
import { forgetToken } from './used-link.ts';

type Values = { password: string };
type Outcome = 'form' | 'changed' | 'useless';

function useReset(token: string) {
  const [outcome, setOutcome] = useState<Outcome>('form');
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<Values>({ mode: 'onTouched' });
  const reset = useMutation(useTRPC().auth.resetPassword.mutationOptions());
  const end = (how: Outcome) => {
    setOutcome(how);
    forgetToken();
  };
  const submit = form.handleSubmit(async ({ password }) => {
    setRefusal(undefined);
    try {
      await reset.mutateAsync({ token, password });
      end('changed');
    } catch (error) {
      if (refusalOf(error).field === 'token') return end('useless');
      setRefusal(refuseForm(error, ['password'], form.setError));
    }
  });
  return { form, submit, outcome, refusal };
}

/** Takes a new password with the link of a mail, once. */
export function ResetForm({ token }: { readonly token: string }) {
  const { form, submit, outcome, refusal } = useReset(token);
  const { register, watch, formState } = form;
  if (outcome === 'changed') return <Changed />;
  if (outcome === 'useless') return <UselessLink />;
  return (
    <form className="grid gap-4" method="post" onSubmit={(event) => void submit(event)} noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <NewPasswordField
        label="New password"
        password={watch('password') ?? ''}
        email=""
        error={formState.errors.password?.message}
        field={register('password', { validate: (given) => passwordFault(given, '') ?? true })}
      />
      <SubmitButton pending={formState.isSubmitting}>Save the new password</SubmitButton>
    </form>
  );
}

function Changed() {
  return (
    <div className="grid gap-4">
      <Notice kind="good" title="Your password is changed">
        Every session of your account has ended, on all devices. Sign in with the new password.
      </Notice>
      <ButtonLink href="/sign-in" look="primary" className="w-full">
        Sign in
      </ButtonLink>
    </div>
  );
}

/** For a link to a new password that opens nothing, or opens it no longer. */
export function UselessLink() {
  return (
    <div className="grid gap-4">
      <Notice kind="warn" title="This link is good no longer">
        It was used, is older than an hour, is not the whole link, or a newer one was sent since.
      </Notice>
      <ButtonLink href="/forgot" look="primary" className="w-full">
        Get a new link
      </ButtonLink>
    </div>
  );
}
