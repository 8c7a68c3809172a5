'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { type Credentials, signInWithCredentials } from './credentials.ts';
import { emailRules } from './email-rules.ts';
import { PasswordInput } from './password-input.tsx';
import { SubmitButton } from './submit-button.tsx';

/** Signs in with e-mail address and password, then goes to `next`. */
export function SignInForm({ next }: { readonly next: string }) {
  const [refusal, setRefusal] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const { register, handleSubmit, formState, setFocus } = useForm<Credentials>({
    mode: 'onTouched',
  });
  const submit = handleSubmit(async (credentials) => {
    setRefusal(undefined);
    const refused = await signInWithCredentials(credentials);
    if (refused === undefined) {
      setLeaving(true);
      // A whole page load: nothing that was read as somebody else stays in memory.
      window.location.assign(next);
      return;
    }
    setRefusal(refused);
    setFocus('password', { shouldSelect: true });
  });
  const { errors, isSubmitting } = formState;
  return (
    <form className="grid gap-4" method="post" onSubmit={(event) => void submit(event)} noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <Field label="E-mail address" error={errors.email?.message}>
        <Input type="email" autoComplete="username" {...register('email', emailRules)} />
      </Field>
      <div className="relative">
        <Field label="Password" error={errors.password?.message}>
          <PasswordInput
            autoComplete="current-password"
            {...register('password', { required: 'Enter your password.' })}
          />
        </Field>
        <Link href="/forgot" className="link absolute top-0 right-0 text-sm">
          Forgot it?
        </Link>
      </div>
      <SubmitButton pending={isSubmitting || leaving}>Sign in</SubmitButton>
    </form>
  );
}
