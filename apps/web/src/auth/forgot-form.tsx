'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { emailRules } from './email-rules.ts';
import { SubmitButton } from './submit-button.tsx';

type Values = { email: string };

/** How mails leave this instance. */
export type MailWay = 'sent' | 'local' | 'operator';

function Asked({ email, way }: { readonly email: string; readonly way: MailWay }) {
  return (
    <Notice kind="good" title="If that is an account, a link is on its way">
      {way === 'local' ? (
        <>
          This instance sends no mail: the link stands on the page of{' '}
          <Link href="/dev/mail" className="link">
            local mail
          </Link>{' '}
          and in the terminal it was started in. It is good for an hour, once.
        </>
      ) : (
        <>
          Look into the mail of <span className="font-medium">{email}</span>. The link is good for an hour, once; a
          newer one replaces it.
        </>
      )}
    </Notice>
  );
}

/** Asks for the link to a new password. What it says is the same whether the address has an account or not. */
export function ForgotForm({ way }: { readonly way: MailWay }) {
  const [refusal, setRefusal] = useState<string>();
  const [asked, setAsked] = useState<string>();
  const { register, handleSubmit, formState, setError } = useForm<Values>({
    mode: 'onTouched',
  });
  const request = useMutation(useTRPC().auth.requestPasswordReset.mutationOptions());
  const submit = handleSubmit(async ({ email }) => {
    setRefusal(undefined);
    setAsked(undefined);
    try {
      await request.mutateAsync({ email });
      setAsked(email.trim());
    } catch (error) {
      setRefusal(refuseForm(error, ['email'], setError));
    }
  });
  return (
    <form className="grid gap-4" method="post" onSubmit={(event) => void submit(event)} noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      {asked !== undefined && <Asked email={asked} way={way} />}
      <Field label="E-mail address" error={formState.errors.email?.message}>
        <Input type="email" autoComplete="username" {...register('email', emailRules)} />
      </Field>
      <SubmitButton pending={formState.isSubmitting}>
        {asked === undefined ? 'Send the link' : 'Send another link'}
      </SubmitButton>
    </form>
  );
}
