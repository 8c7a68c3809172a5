'use client';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { wantFirstKey } from './first-key.ts';
import { startPath } from './start-path.ts';
import { forgetToken } from './used-link.ts';

type Outcome =
  | { readonly kind: 'working' }
  | { readonly kind: 'verified' }
  | { readonly kind: 'refused'; readonly words: string };

function useVerification(token: string) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'working' });
  const isAsked = useRef(false);
  const { mutateAsync } = useMutation(useTRPC().auth.verifyEmail.mutationOptions());
  useEffect(() => {
    // Once: the link is good for one use.
    if (isAsked.current) return;
    isAsked.current = true;
    mutateAsync({ token })
      .then(() => setOutcome({ kind: 'verified' }))
      .catch((error: unknown) => setOutcome({ kind: 'refused', words: refusalOf(error).message }))
      .finally(forgetToken);
  }, [mutateAsync, token]);
  return outcome;
}

/** Confirms an e-mail address with the link of a mail. */
export function Verification({ token, isSignedIn }: { readonly token: string; readonly isSignedIn: boolean }) {
  const outcome = useVerification(token);
  switch (outcome.kind) {
    case 'working':
      return <Progress label="Confirming your e-mail address" />;
    case 'verified':
      return isSignedIn ? <Verified href="/" onwards="Go to the dashboard" /> : <VerifiedNew />;
    case 'refused':
      return <UselessVerification words={outcome.words} isSignedIn={isSignedIn} />;
  }
}

function Verified({
  href,
  onwards,
  children,
}: {
  readonly href: string;
  readonly onwards: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="grid gap-4">
      <Notice kind="good" title="Your e-mail address is confirmed">
        {children}
      </Notice>
      <ButtonLink href={href} look="primary" className="w-full">
        {onwards}
      </ButtonLink>
    </div>
  );
}

function VerifiedNew() {
  useEffect(wantFirstKey, []);
  return (
    <Verified href={`/sign-in?${new URLSearchParams({ next: startPath })}`} onwards="Sign in">
      Your account is ready. Sign in with the password that you chose.
    </Verified>
  );
}

/** For a link that confirms nothing, or nothing any longer: why, and how to get another. */
export function UselessVerification({ words, isSignedIn }: { readonly words: string; readonly isSignedIn: boolean }) {
  return (
    <div className="grid gap-4">
      <Notice kind="warn" title="Nothing was confirmed">
        {words}
      </Notice>
      {isSignedIn ? (
        <SendAgain />
      ) : (
        <>
          <p className="text-sm text-quiet">
            Sign in with your e-mail address and password. If the address has yet to be confirmed, that says so and
            mails you a new link when none is good any longer.
          </p>
          <ButtonLink href="/sign-in" look="primary" className="w-full">
            Sign in
          </ButtonLink>
        </>
      )}
    </div>
  );
}

function SendAgain() {
  const request = useMutation(useTRPC().account.requestEmailVerification.mutationOptions());
  if (request.data?.status === 'verified_already') {
    return <Verified href="/" onwards="Go to the dashboard" />;
  }
  return (
    <div className="grid gap-4">
      {request.isSuccess && <Notice kind="good">A new link is on its way.</Notice>}
      {request.isError && <Notice kind="bad">{refusalOf(request.error).message}</Notice>}
      <Button look="primary" className="w-full" pending={request.isPending} onClick={() => request.mutate({})}>
        Send me a new link
      </Button>
    </div>
  );
}
