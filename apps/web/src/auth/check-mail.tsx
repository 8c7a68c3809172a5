'use client';
import { MailCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';

/** Says that the next step stands in a mail. */
export function CheckMail({ email, onAgain }: { readonly email: string; readonly onAgain: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid gap-4 rounded-lg border border-line bg-sunken p-5">
      <MailCheck className="size-6 text-accent" aria-hidden="true" />
      <div className="grid gap-1.5">
        <h2 ref={heading} tabIndex={-1} className="text-lg outline-none">
          Look into your mail
        </h2>
        <p className="text-quiet [overflow-wrap:anywhere]">
          A mail to <span className="font-medium text-text">{email.trim()}</span> is on its way. Open the link in it
          within 24 hours to go on; until then there is nothing else to do here.
        </p>
      </div>
      <p className="text-sm text-quiet">
        Nothing after a few minutes? Look into the spam folder, or correct the address and try again.
      </p>
      <div>
        <Button size="sm" onClick={onAgain}>
          Try again
        </Button>
      </div>
    </div>
  );
}
