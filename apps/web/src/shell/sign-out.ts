import { signOut as endSession } from 'next-auth/react';

/** Ends this session and shows the sign-in page, or `path` of ours. */
export async function signOut(path = '/sign-in'): Promise<void> {
  await endSession({ redirect: false });
  window.location.assign(path);
}
