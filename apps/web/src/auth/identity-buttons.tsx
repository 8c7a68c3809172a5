'use client';
import { KeyRound } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';

export type IdentityChoice = { readonly id: string; readonly name: string };

/** The ways in by an identity provider; nothing where none is configured. */
export function IdentityButtons({
  providers,
  next,
}: {
  readonly providers: readonly IdentityChoice[];
  /** Where to go afterwards: a path of ours. */
  readonly next: string;
}) {
  const [leavingTo, setLeavingTo] = useState<string>();
  if (providers.length === 0) return null;
  const leave = (id: string) => {
    setLeavingTo(id);
    signIn(id, { callbackUrl: next }).catch(() => setLeavingTo(undefined));
  };
  return (
    <div className="grid gap-5">
      <div className="grid gap-2">
        {providers.map(({ id, name }) => (
          <Button
            key={id}
            className="w-full"
            pending={leavingTo === id}
            disabled={leavingTo !== undefined}
            onClick={() => leave(id)}
          >
            <KeyRound className="size-4 text-quiet" aria-hidden="true" />
            Continue with {name}
          </Button>
        ))}
      </div>
      <p className="flex items-center gap-3 text-xs text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or by e-mail
      </p>
    </div>
  );
}
