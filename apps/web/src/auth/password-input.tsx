'use client';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Input } from '../ui/input.tsx';

/** A field for a password, which can be shown to look at what was typed. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
        className="pr-10"
      />
      <button
        type="button"
        aria-label={shown ? 'Hide the password' : 'Show the password'}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-1 right-1 inline-flex size-7 items-center justify-center rounded-sm text-quiet hover:bg-hover hover:text-text"
      >
        <Icon className="size-4" aria-hidden="true" />
      </button>
    </span>
  );
}
