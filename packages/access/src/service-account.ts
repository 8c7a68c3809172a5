import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { refusalOf } from '@weir/egress/address-guard';
import { z } from 'zod';

const document = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3).max(320),
  private_key: z.string().min(1).max(16_384),
  private_key_id: z.string().max(128).optional(),
  token_uri: z.url().max(2048),
});

/** What of a Google service account's key it takes to get an access token. */
export type ServiceAccount = {
  readonly email: string;
  readonly key: KeyObject;
  readonly keyId: string | undefined;
  readonly tokenUri: string;
};

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('is not JSON; paste the whole file');
  }
}

function privateKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // What OpenSSL says may repeat a part of the key.
  }
  throw new Error('has a private_key that is no RSA key in PEM');
}

/** Reads a service account's JSON file. Throws Error with words that follow the name of the field, free of its values. */
export function readServiceAccount(json: string): ServiceAccount {
  const parsed = document.safeParse(parseJson(json));
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new Error(
      at === '' ? 'is not the key of a service account' : `is not the key of a service account: see its ${at}`,
    );
  }
  const { client_email: email, private_key: pem, private_key_id: keyId, token_uri: tokenUri } = parsed.data;
  return { email, key: privateKey(pem), keyId, tokenUri };
}

/** True for an address that only the operator's word lets anybody connect to. */
function isOpenedAddress(host: string, privateUpstreams: readonly string[]): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  return (
    isIP(address) !== 0 && refusalOf(address, []) !== undefined && refusalOf(address, privateUpstreams) === undefined
  );
}

/**
 * Why a service account's `token_uri` is not asked, in words; undefined when it is. It comes with the credential, and a
 * signed assertion is good at Google alone: hosts of googleapis.com over https, or addresses that the operator opened.
 */
export function tokenUriRefusal(tokenUri: string, privateUpstreams: readonly string[]): string | undefined {
  const url = URL.parse(tokenUri);
  const plain = url !== null && url.username === '' && url.password === '';
  const isGoogle = url?.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.googleapis.com');
  if (plain && (isGoogle || isOpenedAddress(url.hostname, privateUpstreams))) return undefined;
  return 'has a token_uri that is not of googleapis.com';
}

const lifeSeconds = 3_600;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The signed assertion that Google exchanges for an access token of `scope`.
 * Source: https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests.
 */
export function signAssertion(account: ServiceAccount, scope: string, nowMs: number): string {
  const iat = Math.floor(nowMs / 1_000);
  const head = { alg: 'RS256', typ: 'JWT', ...(account.keyId === undefined ? {} : { kid: account.keyId }) };
  const claims = { iss: account.email, scope, aud: account.tokenUri, iat, exp: iat + lifeSeconds };
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), account.key).toString('base64url')}`;
}
