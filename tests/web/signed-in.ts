import { z } from 'zod';

const csrf = z.object({ csrfToken: z.string() });

function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
}

/** The headers of a browser's script on a page of `webUrl` where this person is signed in. */
export async function signedIn(
  webUrl: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Readonly<Record<string, string>>> {
  const asked = await fetch(`${webUrl}/api/auth/csrf`);
  const { csrfToken } = csrf.parse(await asked.json());
  const answer = await fetch(`${webUrl}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(asked).join('; ') },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  const session = cookiesOf(answer).find((cookie) => cookie.startsWith('weir.session='));
  if (session === undefined) throw new Error(`${email} was not signed in: ${answer.status} ${await answer.text()}`);
  return { cookie: session, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
}
