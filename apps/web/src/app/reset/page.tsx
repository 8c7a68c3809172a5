import type { Metadata } from 'next';
import { AuthFrame } from '../../auth/auth-frame.tsx';
import { linkTokenOf } from '../../auth/link-token.ts';
import { type Query, textOf } from '../../auth/query-text.ts';
import { ResetForm, UselessLink } from '../../auth/reset-form.tsx';
import { ApiProvider } from '../../client/api.tsx';

export const metadata: Metadata = { title: 'New password' };

export default async function ResetPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const token = linkTokenOf(textOf((await searchParams)['token']));
  return (
    <AuthFrame title="Choose a new password">
      {token === undefined ? (
        <UselessLink />
      ) : (
        <ApiProvider>
          <ResetForm token={token} />
        </ApiProvider>
      )}
    </AuthFrame>
  );
}
