import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthFrame } from '../../auth/auth-frame.tsx';
import { ForgotForm, type MailWay } from '../../auth/forgot-form.tsx';
import { readInstance } from '../../auth/read-instance.ts';
import { ApiProvider } from '../../client/api.tsx';
import { Notice } from '../../ui/notice.tsx';

export const metadata: Metadata = { title: 'New password' };

export default async function ForgotPage() {
  const { isMailConfigured, isEmbedded } = await readInstance();
  const way: MailWay = isMailConfigured ? 'sent' : isEmbedded ? 'local' : 'operator';
  return (
    <AuthFrame
      title="Choose a new password"
      lead={
        <>
          We mail you a link to choose it with.{' '}
          <Link href="/sign-in" className="link">
            Back to sign in
          </Link>
        </>
      }
    >
      {way === 'operator' ? (
        <Notice kind="warn" title="This instance sends no mail yet">
          Without a mail server nobody can get a link. Ask the operator of this instance to set one up.
        </Notice>
      ) : (
        <ApiProvider>
          <ForgotForm way={way} />
        </ApiProvider>
      )}
    </AuthFrame>
  );
}
