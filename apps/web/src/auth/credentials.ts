import { signIn } from 'next-auth/react';

export type Credentials = { readonly email: string; readonly password: string };

const away = 'This instance does not answer. Check the connection and try again.';

/** Opens a session. Gives undefined when that went well, else why not, in words. */
export async function signInWithCredentials({ email, password }: Credentials): Promise<string | undefined> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false });
    if (answer === undefined) return away;
    return answer.ok ? undefined : (answer.error ?? away);
  } catch {
    return away;
  }
}
