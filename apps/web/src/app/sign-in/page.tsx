import { sessionSecret } from '@weir/services/sessions/secret';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthFrame } from '../../auth/auth-frame.tsx';
import { IdentityButtons } from '../../auth/identity-buttons.tsx';
import { type Query, textOf } from '../../auth/query-text.ts';
import { readInstance } from '../../auth/read-instance.ts';
import { SignInForm } from '../../auth/sign-in-form.tsx';
import { signInWords } from '../../auth/sign-in-words.ts';
import { openInstance } from '../../server/instance.ts';
import { safePath, safeTarget } from '../../server/safe-path.ts';
import { openWords } from '../../server/sealed-words.ts';
import { readSignedIn } from '../../server/viewer.ts';
import { Notice } from '../../ui/notice.tsx';

export const metadata: Metadata = { title: 'Sign in' };

async function wordsOf({ error, refused, seal }: Query): Promise<string | undefined> {
  const sealed = openWords(sessionSecret(await openInstance()), { refused: textOf(refused), seal: textOf(seal) });
  const code = textOf(error) ?? (refused === undefined ? undefined : 'unknown');
  return sealed ?? (code === undefined ? undefined : signInWords(code));
}

/** Where to go on: `next` of our own links, `callbackUrl` where next-auth comes back with an error. */
async function nextOf({ next, callbackUrl }: Query): Promise<string> {
  const { origin } = new URL((await openInstance()).publicUrl);
  const target = new URL(safeTarget(textOf(callbackUrl) ?? '/', origin));
  return safePath(textOf(next), `${target.pathname}${target.search}`);
}

export default async function SignInPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const query = await searchParams;
  const next = await nextOf(query);
  const refusal = await wordsOf(query);
  if (refusal === undefined && (await readSignedIn()) !== undefined) redirect(next);
  const { identityProviders, isFirst, signUpMode } = await readInstance();
  if (isFirst && signUpMode === 'open' && refusal === undefined) redirect('/sign-up');
  const onwards = next === '/' ? '' : `?${new URLSearchParams({ next })}`;
  return (
    <AuthFrame
      title="Sign in"
      lead={
        signUpMode === 'closed' ? undefined : (
          <>
            New here?{' '}
            <Link href={`/sign-up${onwards}`} className="link">
              Create an account
            </Link>
          </>
        )
      }
    >
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <div className="grid gap-5">
        <IdentityButtons providers={identityProviders} next={next} />
        <SignInForm next={next} />
      </div>
    </AuthFrame>
  );
}
