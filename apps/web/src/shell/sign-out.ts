/** Ends this session and shows the sign-in page, or `path`. */
export async function signOut(path = '/sign-in'): Promise<void> {
  const { signOut: endSession } = await import('next-auth/react');
  await endSession({ redirect: false });
  window.location.assign(path);
}
