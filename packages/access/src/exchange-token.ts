import type { Egress } from '@weir/egress/egress';
import { EgressFailure } from '@weir/egress/egress-failure';
import { fetchJson, type JsonAnswer } from '@weir/egress/fetch-json';
import { type ErrorCode, WeirError } from '@weir/protocol/errors';
import { z } from 'zod';
import { readServiceAccount, type ServiceAccount, signAssertion, tokenUriRefusal } from './service-account.ts';

/** What is exchanged for an access token: the opened credential, and where. Never logged. */
export type TokenRequest =
  | { readonly kind: 'service_account'; readonly json: string; readonly scope: string }
  | {
      readonly kind: 'client_credentials';
      readonly url: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string;
    };

/** An access token and how long it is good for, in milliseconds. */
export type AccessToken = { readonly token: string; readonly lifeMs: number };

export type ExchangeDeps = {
  readonly egress: Egress;
  /** What the operator opened; see createAddressGuard. */
  readonly privateUpstreams: readonly string[];
  readonly now: () => number;
};

const timeouts = { connectMs: 5_000, firstByteMs: 10_000, stallMs: 5_000, totalMs: 15_000 };

/** `expires_in` is only recommended (RFC 6749, 5.1); where it is missing, little is presumed. */
const defaultLifeSeconds = 300;
const lifeSecondsMax = 86_400;

const granted = z.object({
  /** It becomes a header. */
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  expires_in: z.coerce.number().positive().optional(),
});

const refused = z.object({
  error: z.string().max(200).optional(),
  error_description: z.string().max(2_000).optional(),
});

const wordsMax = 300;
const refusals: readonly number[] = [400, 401, 403];

type Question = {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer may not repeat. */
  readonly secret: string;
};

function accountOf(json: string, privateUpstreams: readonly string[]): ServiceAccount {
  try {
    const account = readServiceAccount(json);
    const refusal = tokenUriRefusal(account.tokenUri, privateUpstreams);
    if (refusal !== undefined) throw new Error(refusal);
    return account;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : 'cannot be read';
    throw new WeirError('provider_key_refused', `The service account of this provider key ${words}.`);
  }
}

function questionOf(request: TokenRequest, deps: ExchangeDeps): Question {
  switch (request.kind) {
    case 'service_account': {
      const account = accountOf(request.json, deps.privateUpstreams);
      const assertion = signAssertion(account, request.scope, deps.now());
      const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
      return { url: account.tokenUri, form, secret: assertion };
    }
    case 'client_credentials': {
      const { url, clientId, clientSecret, scope } = request;
      // RFC 6749, 2.3.1: both parts are form-encoded before they are put together.
      const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
      const headers = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
      return { url, form: { grant_type: 'client_credentials', scope }, headers, secret: clientSecret };
    }
  }
}

function unreachable(cause: EgressFailure): WeirError {
  const code: ErrorCode = cause.code === 'refused_address' ? 'upstream_refused_address' : 'upstream_unavailable';
  return new WeirError(code, `No access token could be fetched: ${cause.message}.`, { cause });
}

function refusal({ status, body }: JsonAnswer, secret: string): WeirError {
  const said = refused.safeParse(body).data;
  const words = [said?.error, said?.error_description].filter((part) => part !== undefined).join(': ');
  const told = words === '' ? '' : `: ${words.replaceAll(secret, '[removed]').slice(0, wordsMax)}`;
  return refusals.includes(status)
    ? new WeirError(
        'provider_key_refused',
        `The token endpoint refused the provider key of this project with ${status}${told} (Your gateway key is valid.)`,
      )
    : new WeirError('upstream_unavailable', `The token endpoint answered with ${status}${told}`);
}

/**
 * Fetches an access token, through egress alone. Rejects with WeirError: `provider_key_refused` when the credential is no
 * good, `upstream_refused_address`, or `upstream_unavailable`. Neither token nor secret is in any message.
 */
export async function exchangeToken(request: TokenRequest, deps: ExchangeDeps): Promise<AccessToken> {
  const { secret, ...question } = questionOf(request, deps);
  const answer = await fetchJson(deps.egress, { ...question, timeouts }).catch((error: unknown) => {
    throw error instanceof EgressFailure ? unreachable(error) : error;
  });
  const grant = answer.status === 200 ? granted.safeParse(answer.body).data : undefined;
  if (grant === undefined) throw refusal(answer, secret);
  const seconds = Math.min(grant.expires_in ?? defaultLifeSeconds, lifeSecondsMax);
  return { token: grant.access_token, lifeMs: seconds * 1_000 };
}
