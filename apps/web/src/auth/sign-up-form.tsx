'use client';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { CheckMail } from './check-mail.tsx';
import { emailRules, fitsMask } from './email-rules.ts';
import { IdentityButtons, type IdentityChoice } from './identity-buttons.tsx';
import { invitationPath } from './invitation-path.ts';
import { MadeNotIn } from './made-not-in.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { organizationNameOf } from './organization-name.ts';
import { passwordFault } from './password-rules.ts';
import { startPath } from './start-path.ts';
import { SubmitButton } from './submit-button.tsx';
import { type SignUpInvitation, useSignUp } from './use-sign-up.ts';

const nameRules = {
  required: 'Enter your name.',
  maxLength: { value: 100, message: 'At most 100 characters.' },
  validate: (name: string) => name.trim() !== '' || 'Enter your name.',
};

/** Makes an account, and an organization unless the sign-up answers an invitation. */
export function SignUpForm({
  identityProviders,
  invitation,
}: {
  readonly identityProviders: readonly IdentityChoice[];
  readonly invitation: SignUpInvitation | undefined;
}) {
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
    <div className="grid gap-5">
      <IdentityButtons
        providers={identityProviders}
        next={invitation === undefined ? startPath : invitationPath(invitation.token)}
      />
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
    </div>
  );
}
