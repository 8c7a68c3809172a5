import { decode } from 'next-auth/jwt';
import { z } from 'zod';

/** What the cookie carries: the id of a session row, which alone says who is signed in and whether they still are. */
const claims = z.object({ sid: z.uuid() });

/** The name of the session cookie. `__Host-` keeps other hosts of the domain from setting it. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-weir.session' : 'weir.session';
}

function cookieOf(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

/** The session id that a request's cookie carries; undefined without a cookie that `secret` sealed. */
export async function sessionIdOf(
  headers: Headers,
  { secret, isSecure }: { readonly secret: string; readonly isSecure: boolean },
): Promise<string | undefined> {
  const token = cookieOf(headers, sessionCookieName(isSecure));
  if (token === undefined) return undefined;
  try {
    return claims.safeParse(await decode({ token, secret })).data?.sid;
  } catch {
    // Not sealed by us: nobody is signed in.
    return undefined;
  }
}
