import type { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { cookies } from 'next/headers';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { invitationTokenOf } from '../auth/invitation-path.ts';
import { authOptions } from './auth-options.ts';
import { callerOf } from './caller.ts';
import type { IdentityProvider } from './identity-providers.ts';
import { BodyTooLarge, readLimited } from './read-limited.ts';
import { safeTarget } from './safe-path.ts';

const bodyBytesMax = 16 * 1024;

/** What of next-auth is used here. The rest, such as its log that anybody may write to, is not there. */
const actions: Readonly<Record<string, readonly string[]>> = {
  GET: ['csrf', 'session', 'providers', 'signin', 'signout', 'callback', 'error'],
  POST: ['signin', 'signout', 'callback'],
};

/** The parts of the path below /api/auth. */
export type AuthPath = { readonly params: Promise<{ nextauth: string[] }> };

export type AuthSetting = { readonly services: Services; readonly identityProviders: readonly IdentityProvider[] };

function refused(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}

/** Without what next-auth would stumble over: a target that is no URL, an error that is no word. */
function withSoundQuery(url: URL, origin: string): URL {
  const { searchParams: query } = url;
  const [target, error] = [query.get('callbackUrl'), query.get('error')];
  if (target !== null) query.set('callbackUrl', safeTarget(target, origin));
  if (error !== null && !/^[\w.-]{1,64}$/.test(error)) query.set('error', 'unknown');
  return url;
}

/** The request as next-auth shall see it. Throws BodyTooLarge. */
async function toNextAuth(request: NextRequest, publicUrl: string): Promise<NextRequest> {
  const { method, headers } = request;
  const body = method === 'POST' ? { body: await readLimited(request, bodyBytesMax) } : {};
  return new NextRequest(withSoundQuery(new URL(request.url), new URL(publicUrl).origin), { method, headers, ...body });
}

/** What no sign-in of ours has put there: next-auth would answer no request of that browser any more. */
async function dropUnsoundTarget(): Promise<void> {
  const jar = await cookies();
  for (const { name, value } of jar.getAll()) {
    if (name.endsWith('next-auth.callback-url') && !/^(\/|https?:\/\/\w)/.test(value)) jar.delete(name);
  }
}

/** Where a sign-in that leaves this site comes back to, as next-auth keeps it meanwhile. */
function callbackUrlOf({ cookies: carried }: NextRequest): string | undefined {
  const name = 'next-auth.callback-url';
  return (carried.get(`__Secure-${name}`) ?? carried.get(name))?.value;
}

async function answer(
  { services, identityProviders }: AuthSetting,
  request: NextRequest,
  context: AuthPath,
): Promise<Response> {
  const { nextauth } = await context.params;
  if (actions[request.method]?.includes(nextauth[0] ?? '') !== true)
    return refused(404, 'There is nothing at this path.');
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (request.method === 'POST' && !isForm) return refused(415, 'Send a form.');
  const caller = callerOf(request.headers);
  const asked = await toNextAuth(request, services.publicUrl);
  await dropUnsoundTarget();
  const invitationToken = invitationTokenOf(callbackUrlOf(request));
  let retryAfterSeconds: number | undefined;
  const onRefusal = (error: ServiceError) => {
    retryAfterSeconds = error.retryAfterSeconds;
  };
  const setting = { services, caller, identityProviders, invitationToken, onRefusal };
  const response: Response = await NextAuth(asked, context, authOptions(setting));
  if (retryAfterSeconds !== undefined) response.headers.set('retry-after', String(retryAfterSeconds));
  return response;
}

/** Answers one request of signing in and out, as far as it is used here. */
export async function handleAuth(setting: AuthSetting, request: NextRequest, context: AuthPath): Promise<Response> {
  try {
    const response = await answer(setting, request, context);
    response.headers.set('cache-control', 'no-store');
    return response;
  } catch (error) {
    if (error instanceof BodyTooLarge) return refused(413, error.message);
    throw error;
  }
}
