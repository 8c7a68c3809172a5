'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { refuseForm } from '../client/refuse-form.ts';
import { signInWithCredentials } from './credentials.ts';
import { wantFirstKey } from './first-key.ts';
import { startPath } from './start-path.ts';

export type SignUpValues = { name: string; email: string; password: string; organizationName?: string };

const fields = ['name', 'email', 'password', 'organizationName'] as const;
/** An invitation that a sign-up answers. */
export type SignUpInvitation = { readonly token: string; readonly maskedEmail: string };

type Outcome = 'form' | 'check_mail' | 'sign_in';

/** The form of a sign-up and what comes of sending it. */
export function useSignUp(invitation: SignUpInvitation | undefined) {
  const [refusal, setRefusal] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>('form');
  const [leaving, setLeaving] = useState(false);
  const form = useForm<SignUpValues>({
    mode: 'onTouched',
  });
  const signUp = useMutation(useTRPC().auth.signUp.mutationOptions());
  const enter = async ({ email, password }: SignUpValues) => {
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
