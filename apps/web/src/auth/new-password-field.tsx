'use client';
import clsx from 'clsx';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field } from '../ui/field.tsx';
import { PasswordInput } from './password-input.tsx';
import { type PasswordStanding, passwordStanding } from './password-rules.ts';

const shares: Readonly<Record<PasswordStanding['state'], string>> = {
  empty: 'w-0',
  refused: 'w-1/4 bg-warn',
  enough: 'w-2/3 bg-accent',
  strong: 'w-full bg-good',
};

/** A field for a password that is chosen now: it says how the password stands while it is typed. */
export function NewPasswordField({
  label = 'Password',
  password,
  email,
  error,
  field,
}: {
  readonly label?: string;
  /** As typed so far. */
  readonly password: string;
  readonly email: string;
  readonly error: string | undefined;
  readonly field: UseFormRegisterReturn;
}) {
  const { state, words } = passwordStanding(password, email);
  return (
    <div className="grid gap-1.5">
      <Field label={label} error={error} help={error === undefined ? words : undefined}>
        <PasswordInput autoComplete="new-password" {...field} />
      </Field>
      <span
        aria-hidden="true"
        className={clsx('h-1 overflow-hidden rounded-full', state === 'empty' ? 'bg-transparent' : 'bg-hover')}
      >
        <span
          className={clsx(
            'block h-full rounded-full transition-[width]',
            shares[error === undefined ? state : 'refused'],
          )}
        />
      </span>
    </div>
  );
}
