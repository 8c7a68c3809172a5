import type { Metadata } from 'next';
import { AuthFrame } from '../../auth/auth-frame.tsx';
import { linkTokenOf } from '../../auth/link-token.ts';
import { type Query, textOf } from '../../auth/query-text.ts';
import { UselessVerification, Verification } from '../../auth/verification.tsx';
import { ApiProvider } from '../../client/api.tsx';
import { readSignedIn } from '../../server/viewer.ts';

export const metadata: Metadata = { title: 'Confirm your e-mail address' };

export default async function VerifyPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const token = linkTokenOf(textOf((await searchParams)['token']));
  const isSignedIn = (await readSignedIn()) !== undefined;
  return (
    <AuthFrame title="Confirm your e-mail address">
      <ApiProvider>
        {token === undefined ? (
          <UselessVerification
            words="This is not the whole link: open it from the mail again."
            isSignedIn={isSignedIn}
          />
        ) : (
          <Verification token={token} isSignedIn={isSignedIn} />
        )}
      </ApiProvider>
    </AuthFrame>
  );
}
