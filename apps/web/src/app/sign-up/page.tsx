import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthFrame } from '../../auth/auth-frame.tsx';
import { invitationPath } from '../../auth/invitation-path.ts';
import { type Query, textOf } from '../../auth/query-text.ts';
import { readInstance } from '../../auth/read-instance.ts';
import { type OpenInvitation, readOpenInvitation } from '../../auth/read-invitation.ts';
import { SignUpClosed } from '../../auth/sign-up-closed.tsx';
import { SignUpForm } from '../../auth/sign-up-form.tsx';
import { ApiProvider } from '../../client/api.tsx';
import { safePath } from '../../server/safe-path.ts';
import { readSignedIn } from '../../server/viewer.ts';
import { Notice } from '../../ui/notice.tsx';

export const metadata: Metadata = { title: 'Create an account' };

/** The invitation of the URL while it is good; its own page says what is the matter with any other. */
async function invitationOf(token: string | undefined): Promise<OpenInvitation | undefined> {
  if (token === undefined) return undefined;
  return (await readOpenInvitation(token)) ?? redirect(invitationPath(token));
}

export default async function SignUpPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const query = await searchParams;
  const token = textOf(query['invitation']);
  const next = safePath(textOf(query['next']), '/');
  if ((await readSignedIn()) !== undefined) redirect(token === undefined ? next : invitationPath(token));
  const [{ signUpMode, identityProviders, isFirst }, invitation] = await Promise.all([
    readInstance(),
    invitationOf(token),
  ]);
  const back = token === undefined ? next : invitationPath(token);
  const signIn = `/sign-in${back === '/' ? '' : `?${new URLSearchParams({ next: back })}`}`;
  const isOpen = signUpMode === 'open' || (signUpMode === 'invite' && invitation !== undefined);
  if (!isOpen) return <SignUpClosed mode={signUpMode === 'invite' ? 'invite' : 'closed'} signIn={signIn} />;
  return (
    <AuthFrame
      title={invitation === undefined ? 'Create an account' : `Join ${invitation.organization}`}
      lead={
        <>
          Have one already?{' '}
          <Link href={signIn} className="link">
            Sign in
          </Link>
        </>
      }
    >
      {isFirst && (
        <Notice title="You are the first here">
          This account will run the instance: it sees its health and decides who may sign up.
        </Notice>
      )}
      <ApiProvider>
        <SignUpForm
          identityProviders={identityProviders}
          invitation={
            token === undefined || invitation === undefined ? undefined : { token, maskedEmail: invitation.email }
          }
        />
      </ApiProvider>
    </AuthFrame>
  );
}
