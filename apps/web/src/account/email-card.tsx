'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useViewer } from '../shell/viewer.tsx';
import { StateDot } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useToast } from '../ui/toast.tsx';
import type { Profile } from './profile.ts';

function SendLink() {
  const toast = useToast();
  const { isMailConfigured } = useViewer();
  const request = useMutation(
    useTRPC().account.requestEmailVerification.mutationOptions({
      onSuccess: () => toast({ title: 'A link is on its way', detail: 'It is good for 24 hours, once.' }),
      onError: (error) => toast({ kind: 'bad', title: 'No link was sent', detail: refusalOf(error).message }),
    }),
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button size="sm" pending={request.isPending} onClick={() => request.mutate({})}>
        Send me the link
      </Button>
      {!isMailConfigured && (
        <p className="text-xs text-quiet">
          This instance sends no mail; where it runs on your own machine, the link stands in its{' '}
          <Link href="/dev/mail" className="link">
            local mail
          </Link>
          .
        </p>
      )}
    </div>
  );
}

/** The e-mail address and whether it is known to be the person's. */
export function EmailCard({ profile }: { readonly profile: Profile }) {
  const { email, emailVerified } = profile;
  return (
    <Card title="E-mail address">
      <div className="grid gap-3">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="[overflow-wrap:anywhere]">{email}</span>
          <span className="text-sm text-quiet">
            <StateDot tone={emailVerified ? 'good' : 'warn'}>{emailVerified ? 'Confirmed' : 'Not confirmed'}</StateDot>
          </span>
        </p>
        {!emailVerified && <SendLink />}
      </div>
    </Card>
  );
}
