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
import { CheckMail } from './check-mail.tsx';
import { signInWithCredentials } from './credentials.ts';
import { emailRules, fitsMask } from './email-rules.ts';
import { wantFirstKey } from './first-key.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { organizationNameOf } from './organization-name.ts';
import { passwordFault } from './password-rules.ts';
import { startPath } from './start-path.ts';
import { SubmitButton } from './submit-button.tsx';

type Values = { name: string; email: string; password: string; organizationName?: string };

const fields = ['name', 'email', 'password', 'organizationName'] as const;
const nameRules = {
  required: 'Enter your name.',
  maxLength: { value: 100, message: 'At most 100 characters.' },
  validate: (name: string) => name.trim() !== '' || 'Enter your name.',
};

/** An invitation that a sign-up answers. */
export type SignUpInvitation = { readonly token: string; readonly maskedEmail: string };

type Outcome = 'form' | 'check_mail' | 'sign_in';

function useSignUp(invitation: SignUpInvitation | undefined) {
  const [refusal, setRefusal] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>('form');
  const [leaving, setLeaving] = useState(false);
  const form = useForm<Values>({
    mode: 'onTouched',
  });
  const signUp = useMutation(useTRPC().auth.signUp.mutationOptions());
  const enter = async ({ email, password }: Values) => {
    if (invitation === undefined) wantFirstKey();
    if ((await signInWithCredentials({ email, password })) !== undefined) return setOutcome('sign_in');
    setLeaving(true);
    // A whole page load, and no way back into a form that was sent.
    window.location.replace(startPath);
  };
  const submit = form.handleSubmit(async (values) => {
    setRefusal(undefined);
    const { name, email, password } = values;
    const organizationName = (values.organizationName ?? '').trim();
    try {
      const { status } = await signUp.mutateAsync({
        ...{ name, email, password },
        ...(invitation !== undefined || organizationName === '' ? {} : { organizationName }),
        ...(invitation === undefined ? {} : { invitationToken: invitation.token }),
      });
      if (status === 'signed_up') await enter(values);
      else setOutcome('check_mail');
    } catch (error) {
      setRefusal(refuseForm(error, fields, form.setError));
    }
  });
  return { form, submit, refusal, outcome, setOutcome, isBusy: form.formState.isSubmitting || leaving };
}

/** Makes an account, and an organization unless the sign-up answers an invitation. */
export function SignUpForm({ invitation }: { readonly invitation?: SignUpInvitation | undefined }) {
  const { form, submit, refusal, outcome, setOutcome, isBusy } = useSignUp(invitation);
  const { register, watch, setValue, formState } = form;
  const { errors, dirtyFields } = formState;
  const [email = '', password = ''] = watch(['email', 'password']);
  if (outcome === 'check_mail') return <CheckMail email={email} onAgain={() => setOutcome('form')} />;
  if (outcome === 'sign_in') return <MadeNotIn />;
  const masked = invitation?.maskedEmail;
  const followName = (name: string) => {
    if (dirtyFields.organizationName !== true) setValue('organizationName', organizationNameOf(name));
  };
  const isInvited = (given: string) => masked === undefined || fitsMask(given, masked);
  return (
    <form className="grid gap-4" method="post" onSubmit={(event) => void submit(event)} noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <Field label="Name" error={errors.name?.message}>
        <Input
          autoComplete="name"
          {...register('name', { ...nameRules, onChange: (event) => followName(String(event.target.value)) })}
        />
      </Field>
      <Field
        label="E-mail address"
        error={errors.email?.message}
        help={masked === undefined || errors.email !== undefined ? undefined : `The invitation is for ${masked}.`}
      >
        <Input
          type="email"
          autoComplete="username"
          {...register('email', {
            required: emailRules.required,
            validate: {
              form: emailRules.validate,
              invited: (given) => isInvited(given) || `The invitation is for ${masked}: sign up with that address.`,
            },
          })}
        />
      </Field>
      <NewPasswordField
        password={password}
        email={email}
        error={errors.password?.message}
        field={register('password', { validate: (given, values) => passwordFault(given, values.email) ?? true })}
      />
      {invitation === undefined && (
        <Field
          label="Organization"
          optional
          error={errors.organizationName?.message}
          help="Your team or company. It can be renamed later."
        >
          <Input
            autoComplete="organization"
            {...register('organizationName', { maxLength: { value: 100, message: 'At most 100 characters.' } })}
          />
        </Field>
      )}
      <SubmitButton pending={isBusy}>
        {invitation === undefined ? 'Create the account' : 'Create the account and join'}
      </SubmitButton>
    </form>
  );
}

function MadeNotIn() {
  return (
    <Notice
      kind="good"
      title="Your account is made"
      actions={
        <Link href={`/sign-in?${new URLSearchParams({ next: startPath })}`} className="link font-medium">
          Sign in
        </Link>
      }
    >
      Signing in by itself did not work this time. Sign in with the password that you have just chosen.
    </Notice>
  );
}
