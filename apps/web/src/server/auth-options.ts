import type { Caller } from '@weir/services/actor';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { closeSession } from '@weir/services/sessions/close';
import { openSession } from '@weir/services/sessions/open';
import { sessionSecret } from '@weir/services/sessions/secret';
import { signInWithIdentity } from '@weir/services/users/sign-in-with-identity';
import { signInWithPassword } from '@weir/services/users/sign-in-with-password';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { type IdentityProvider, vouchedOf } from './identity-providers.ts';
import { safeTarget } from './safe-path.ts';
import { sealWords } from './sealed-words.ts';
import { sessionCookieName } from './session-cookie.ts';

/** Longer than any session lasts: the row of the session decides, not the cookie. */
const cookieSeconds = 400 * 86_400;

/** The words of a refusal, for the sign-in page; anything else is logged and told as a fault of ours. */
function wordsOf({ services, onRefusal }: Pick<Setting, 'services' | 'onRefusal'>, error: unknown): string {
  if (error instanceof ServiceError) {
    onRefusal(error);
    return error.message;
  }
  services.log.error({ err: error }, 'sign-in failed');
  return 'Signing in did not work. Try again in a moment; the log of this instance says why.';
}

function passwordProvider(setting: Setting) {
  const { services, caller } = setting;
  return Credentials({
    credentials: { email: {}, password: {} },
    async authorize(given) {
      const { email = '', password = '' } = given ?? {};
      try {
        const { userId } = await signInWithPassword(services, caller, { email, password });
        return { id: userId };
      } catch (error) {
        // next-auth hands the message of an error on to the page.
        throw new Error(wordsOf(setting, error));
      }
    },
  });
}

type Setting = {
  readonly services: Services;
  readonly caller: Caller;
  readonly identityProviders: readonly IdentityProvider[];
  /** Of the invitation that signing in leads back to: it lets somebody new in. */
  readonly invitationToken?: string | undefined;
  /** Hears of a refusal: next-auth hands on its words alone. */
  readonly onRefusal: (error: ServiceError) => void;
};

/** What next-auth runs with for one request. The cookie it sets carries nothing but the id of a new session. */
export function authOptions(setting: Setting): NextAuthOptions {
  const { services, caller, identityProviders, invitationToken } = setting;
  const isSecure = services.publicUrl.startsWith('https:');
  return {
    secret: sessionSecret(services),
    session: { strategy: 'jwt', maxAge: cookieSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: isSecure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(isSecure),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      },
    },
    providers: [passwordProvider(setting), ...identityProviders.map(({ config }) => config)],
    callbacks: {
      async signIn({ user, account, profile }) {
        const provider = identityProviders.find(({ id }) => id === account?.provider);
        if (provider === undefined) return true;
        try {
          const { userId } = await signInWithIdentity(services, caller, {
            ...vouchedOf(provider, profile),
            invitationToken,
          });
          user.id = userId;
          return true;
        } catch (error) {
          return `/sign-in?${sealWords(sessionSecret(services), wordsOf(setting, error))}`;
        }
      },
      // A new session at each sign-in: what a browser carried before is worth nothing afterwards.
      async jwt({ token, user, trigger }) {
        if (trigger !== 'signIn' && trigger !== 'signUp') return token;
        const { sessionId } = await openSession(services, caller, user.id);
        return { sid: sessionId };
      },
      redirect: ({ url, baseUrl }) => safeTarget(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        if (typeof token['sid'] === 'string') await closeSession(services, token['sid']);
      },
    },
    logger: {
      error: (code, detail) => services.log.warn({ code, detail }, 'next-auth'),
      warn: (code) => services.log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}
