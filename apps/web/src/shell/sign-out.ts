import { signOut as endSession } from 'next-auth/react';

/** Ends this session and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await endSession({ redirect: false });
  window.location.assign('/sign-in');
}
