import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';

const csrf = z.object({ csrfToken: z.string() });

/** Signs the context in as next-auth's own client does, without the form. Throws when it is refused. */
export async function signIn(context: BrowserContext, email: string, password: string): Promise<void> {
  const { csrfToken } = csrf.parse(await (await context.request.get('/api/auth/csrf')).json());
  const form = { csrfToken, email, password, json: 'true' };
  const answer = await context.request.post('/api/auth/callback/credentials', { form });
  const cookies = await context.cookies();
  if (answer.ok() && cookies.some(({ name }) => name.endsWith('weir.session'))) return;
  throw new Error(`${email} was not signed in: ${answer.status()} ${await answer.text()}`);
}
