'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { signOut } from '../shell/sign-out.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** Takes the invitation as whoever is signed in. */
export function AcceptInvitation({ token }: { readonly token: string }) {
  const [leaving, setLeaving] = useState(false);
  const accept = useMutation(
    useTRPC().invitations.accept.mutationOptions({
      onSuccess: ({ slug }) => {
        setLeaving(true);
        // The token goes from the history together with this page.
        window.location.replace(`/o/${slug}/overview`);
      },
    }),
  );
  return (
    <div className="grid gap-3">
      {accept.isError && <Notice kind="bad">{refusalOf(accept.error).message}</Notice>}
      <Button
        look="primary"
        className="w-full"
        pending={accept.isPending || leaving}
        onClick={() => accept.mutate({ token })}
      >
        Accept the invitation
      </Button>
    </div>
  );
}

/** Ends this session and comes back to this very page. */
export function UseAnotherAccount() {
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    const { pathname, search } = window.location;
    void signOut(`${pathname}${search}`);
  };
  return (
    <Button className="w-full" pending={leaving} onClick={leave}>
      Sign out and use another account
    </Button>
  );
}
