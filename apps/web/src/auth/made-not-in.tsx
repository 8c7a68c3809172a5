import Link from 'next/link';
import { Notice } from '../ui/notice.tsx';
import { startPath } from './start-path.ts';

/** For an account that is made while signing in to it by itself did not work. */
export function MadeNotIn() {
  return (
    <Notice
      kind="good"
      title="Your account is made"
      actions={
        <Link href={`/sign-in?${new URLSearchParams({ next: startPath })}`} className="link font-medium">
          Sign in
        </Link>
      }
    >
      Signing in by itself did not work this time. Sign in with the password that you have just chosen.
    </Notice>
  );
}
