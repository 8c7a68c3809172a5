import type { Metadata } from 'next';
import { AuthFrame } from '../../auth/auth-frame.tsx';
import { InvitationOver, InvitationStates } from '../../auth/invitation-states.tsx';
import { type Query, textOf } from '../../auth/query-text.ts';
import { readInstance } from '../../auth/read-instance.ts';
import { findInvitation } from '../../auth/read-invitation.ts';
import { ApiProvider } from '../../client/api.tsx';
import { readSignedIn } from '../../server/viewer.ts';

export const metadata: Metadata = { title: 'Invitation' };

export default async function InvitationPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const token = textOf((await searchParams)['token']);
  const found =
    token === undefined
      ? { refusal: 'This is not the whole link: open it from the mail again.' }
      : await findInvitation(token);
  if (token === undefined || 'refusal' in found) {
    return (
      <AuthFrame title="Invitation">
        <InvitationOver title="There is no such invitation" words={'refusal' in found ? found.refusal : ''} />
      </AuthFrame>
    );
  }
  const { invitation } = found;
  const [session, { signUpMode }] = await Promise.all([readSignedIn(), readInstance()]);
  return (
    <AuthFrame title={`Join ${invitation.organization}`} lead={`You are invited as ${invitation.role}.`}>
      <ApiProvider>
        <InvitationStates
          token={token}
          invitation={invitation}
          signedInAs={session?.user.email}
          mayJoin={signUpMode !== 'closed'}
        />
      </ApiProvider>
    </AuthFrame>
  );
}
