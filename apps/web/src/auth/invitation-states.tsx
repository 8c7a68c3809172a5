import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Time } from '../ui/time.tsx';
import { fitsMask } from './email-rules.ts';
import { AcceptInvitation, UseAnotherAccount } from './invitation-answer.tsx';
import { invitationPath } from './invitation-path.ts';
import type { OpenInvitation } from './read-invitation.ts';

const refusals = {
  accepted: {
    title: 'This invitation was used already',
    words: 'If you used it, you are a member: go to the dashboard. If not, ask whoever invited you for a new one.',
  },
  revoked: {
    title: 'This invitation was taken back',
    words: 'Ask whoever invited you for a new one.',
  },
  expired: {
    title: 'This invitation has expired',
    words: 'Invitations are good for 7 days. Ask whoever invited you for a new one.',
  },
} as const;

/** Why an invitation cannot be accepted. */
export function InvitationOver({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <div className="grid gap-4">
      <Notice kind="warn" title={title}>
        {words}
      </Notice>
      <div>
        <ButtonLink href="/">Go to the dashboard</ButtonLink>
      </div>
    </div>
  );
}

function Strangers({ token, mayJoin }: { readonly token: string; readonly mayJoin: boolean }) {
  const signIn = `/sign-in?${new URLSearchParams({ next: invitationPath(token) })}`;
  return (
    <div className="grid gap-2">
      {mayJoin && (
        <ButtonLink look="primary" className="w-full" href={`/sign-up?${new URLSearchParams({ invitation: token })}`}>
          Create an account
        </ButtonLink>
      )}
      <ButtonLink className="w-full" look={mayJoin ? 'default' : 'primary'} href={signIn}>
        Sign in to an account you have
      </ButtonLink>
    </div>
  );
}

/** What can be done with an invitation: by nobody who is signed in, by whom it is for, by somebody else. */
export function InvitationStates({
  token,
  invitation,
  signedInAs,
  mayJoin,
}: {
  readonly token: string;
  readonly invitation: OpenInvitation;
  /** The e-mail address of whoever is signed in. */
  readonly signedInAs: string | undefined;
  /** New accounts are taken. */
  readonly mayJoin: boolean;
}) {
  const { state, email, expiresAt } = invitation;
  if (state !== 'open') return <InvitationOver {...refusals[state]} />;
  const isForViewer = signedInAs !== undefined && fitsMask(signedInAs, email);
  return (
    <div className="grid gap-5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm [&_dt]:text-quiet">
        <dt>For</dt>
        <dd>{email}</dd>
        <dt>Good until</dt>
        <dd>
          <Time at={expiresAt} absolute />
        </dd>
        {signedInAs !== undefined && (
          <>
            <dt>You are signed in as</dt>
            <dd className="[overflow-wrap:anywhere]">{signedInAs}</dd>
          </>
        )}
      </dl>
      {signedInAs === undefined && <Strangers token={token} mayJoin={mayJoin} />}
      {signedInAs !== undefined && !isForViewer && (
        <Notice kind="warn" title="This invitation is for another address">
          Sign in with the account of {email}, or ask to be invited as {signedInAs}.
        </Notice>
      )}
      {isForViewer && <AcceptInvitation token={token} />}
      {signedInAs !== undefined && <UseAnotherAccount />}
    </div>
  );
}
