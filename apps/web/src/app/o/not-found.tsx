import type { Metadata } from 'next';
import { BareFrame } from '../../errors/bare-frame.tsx';
import { ErrorPage } from '../../errors/error-page.tsx';
import { readSignedIn } from '../../server/viewer.ts';
import { ButtonLink } from '../../ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

/** For an organization that is not there, or not there for this person: nobody is told which. */
export default async function NoSuchOrganization() {
  const session = await readSignedIn();
  return (
    <BareFrame>
      <ErrorPage
        code="404"
        title="There is no such organization"
        actions={
          <>
            <ButtonLink href="/" look="primary">
              Go to the dashboard
            </ButtonLink>
            <ButtonLink href="/account/organizations">Your organizations</ButtonLink>
          </>
        }
      >
        <p>
          Or you are not a member of it. If somebody sent you this link, ask an owner or an admin there to invite you
          {session === undefined ? '.' : ', and to do so as '}
          {session !== undefined && (
            <span className="font-medium text-text [overflow-wrap:anywhere]">{session.user.email}</span>
          )}
          {session !== undefined && ', the address that you are signed in with.'}
        </p>
      </ErrorPage>
    </BareFrame>
  );
}
