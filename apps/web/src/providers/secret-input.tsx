'use client';
import clsx from 'clsx';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Input } from '../ui/input.tsx';

/** A vendor's credential as it is entered: masked, shown only while asked for. No browser is to remember it. */
export function SecretInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input
        type={isShown ? 'text' : 'password'}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        className={clsx('pr-10! font-mono text-sm!', className)}
        {...rest}
      />
      <IconButton
        size="sm"
        label={isShown ? 'Hide' : 'Reveal'}
        aria-pressed={isShown}
        className="absolute top-1/2 right-1 -translate-y-1/2"
        onClick={() => setShown(!isShown)}
      >
        <Icon className="size-3.5" aria-hidden="true" />
      </IconButton>
    </span>
  );
}
