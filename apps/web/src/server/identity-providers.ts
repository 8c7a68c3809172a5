import type { Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import type { WebEnv } from '../env.ts';

/** What an identity provider says of a person. */
export type Vouched = {
  /** `github`, `google`, or the URL of the OIDC issuer. */
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
};

/** An identity provider as the sign-in page shows it and as next-auth runs it. */
export type IdentityProvider = {
  readonly id: 'github' | 'google' | 'oidc';
  readonly name: string;
  readonly issuer: string;
  readonly config: OAuthConfig<Profile>;
};

const oidcClaims = z.object({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});
const githubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

type Client = { readonly id: string; readonly secret: string };

function oidc(id: 'google' | 'oidc', options: { name: string; issuer: string; client: Client }): IdentityProvider {
  const { name, issuer, client } = options;
  const wellKnown = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return {
    id,
    name,
    issuer: id === 'google' ? 'google' : issuer,
    config: {
      id,
      name,
      type: 'oauth',
      wellKnown,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      authorization: { params: { scope: 'openid email profile' } },
      clientId: client.id,
      clientSecret: client.secret,
      profile: (claims) => ({ id: claims.sub ?? '' }),
    },
  };
}

async function githubProfile(accessToken: string): Promise<Profile> {
  const headers = {
    authorization: `Bearer ${accessToken}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'weir',
  };
  const [user, emails] = await Promise.all(
    ['https://api.github.com/user', 'https://api.github.com/user/emails'].map(async (url) => {
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
      if (!answer.ok) throw new Error(`GitHub answered with ${answer.status}.`);
      return answer.json();
    }),
  );
  const { id, login, name } = githubUser.parse(user);
  const primary = githubEmails.parse(emails).find((each) => each.primary);
  const claims = { sub: String(id), name: name ?? login, email_verified: primary?.verified ?? false };
  return primary === undefined ? claims : { ...claims, email: primary.email };
}

function github(client: Client): IdentityProvider {
  return {
    id: 'github',
    name: 'GitHub',
    issuer: 'github',
    config: {
      id: 'github',
      name: 'GitHub',
      type: 'oauth',
      checks: ['pkce', 'state'],
      authorization: { url: 'https://github.com/login/oauth/authorize', params: { scope: 'read:user user:email' } },
      token: 'https://github.com/login/oauth/access_token',
      userinfo: { request: ({ tokens }) => githubProfile(tokens.access_token ?? '') },
      clientId: client.id,
      clientSecret: client.secret,
      profile: (claims) => ({ id: claims.sub ?? '' }),
    },
  };
}

function clientOf(id: string | undefined, secret: string | undefined): Client | undefined {
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** The identity providers that the environment configures. */
export function identityProvidersOf(env: WebEnv): readonly IdentityProvider[] {
  const onGithub = clientOf(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET);
  const onGoogle = clientOf(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET);
  const onOidc = clientOf(env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET);
  const google = { name: 'Google', issuer: 'https://accounts.google.com' };
  return [
    ...(onGithub === undefined ? [] : [github(onGithub)]),
    ...(onGoogle === undefined ? [] : [oidc('google', { ...google, client: onGoogle })]),
    ...(onOidc === undefined || env.OIDC_ISSUER === undefined
      ? []
      : [oidc('oidc', { name: env.OIDC_NAME, issuer: env.OIDC_ISSUER, client: onOidc })]),
  ];
}

/** What `provider` vouches for. Throws when it gives no subject or no e-mail address. */
export function vouchedOf(provider: IdentityProvider, profile: unknown): Vouched {
  const { sub, email, email_verified, name, preferred_username } = oidcClaims.parse(profile);
  if (email === undefined) throw new Error(`${provider.name} gave no e-mail address; allow it to and try again.`);
  return {
    issuer: provider.issuer,
    subject: sub,
    email,
    emailVerified: email_verified ?? false,
    name: name ?? preferred_username ?? email.split('@')[0] ?? email,
  };
}
