import { verify } from 'node:crypto';
import { WeirError } from '@weir/protocol/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessTokens, type TokenOwner } from './access-tokens.ts';
import type { TokenRequest } from './exchange-token.ts';
import { readServiceAccount, tokenUriRefusal } from './service-account.ts';
import { waitFor, wayOut } from './test-access.ts';
import { publicKey, serviceAccount, startTokenHost } from './test-token-host.ts';

const scope = 'https://www.googleapis.com/auth/cloud-platform';
const bornMs = Date.UTC(2026, 0, 31, 12);
const owner: TokenOwner = { organizationId: 'o', projectId: 'p', providerKeyId: 'k', mark: 'one' };
const secret = 'a-client-secret-7f3a9c';

let host: Awaited<ReturnType<typeof startTokenHost>>;
let tokens: AccessTokens;
let nowMs: number;

beforeEach(async () => {
  host = await startTokenHost();
  nowMs = bornMs;
  tokens = new AccessTokens({ ...wayOut, now: () => nowMs });
});
afterEach(() => host.stop());

const account = (): TokenRequest => ({ kind: 'service_account', json: serviceAccount(`${host.url}/token`), scope });
const client = (clientSecret = secret, url = `${host.url}/oidc/v1/token`): TokenRequest => ({
  kind: 'client_credentials',
  url,
  clientId: 'client-1',
  clientSecret,
  scope: 'all-apis',
});

async function refusalOf(request: TokenRequest, of = owner): Promise<WeirError> {
  try {
    await tokens.get(of, request);
  } catch (error) {
    if (error instanceof WeirError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a token', () => {
  it('is given for an assertion that the service account signed', async () => {
    expect(await tokens.get(owner, account())).toBe('token-number-1');
    const { form, path } = host.asked[0] ?? {};
    expect([path, form?.get('grant_type')]).toEqual(['/token', 'urn:ietf:params:oauth:grant-type:jwt-bearer']);
    const [head = '', claims = '', signature = ''] = form?.get('assertion')?.split('.') ?? [];
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'kid-1' });
    expect(read(claims)).toEqual({
      iss: 'caller@my-project-1.iam.gserviceaccount.com',
      scope,
      aud: `${host.url}/token`,
      iat: bornMs / 1_000,
      exp: bornMs / 1_000 + 3_600,
    });
    const isGood = verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'));
    expect(isGood).toBe(true);
  });

  it('is given for client credentials', async () => {
    expect(await tokens.get(owner, client())).toBe('token-number-1');
    const { form, path, authorization = '' } = host.asked[0] ?? {};
    expect(path).toBe('/oidc/v1/token');
    expect(Object.fromEntries(form ?? [])).toEqual({ grant_type: 'client_credentials', scope: 'all-apis' });
    expect(Buffer.from(authorization.slice('Basic '.length), 'base64').toString()).toBe(`client-1:${secret}`);
  });

  it('is fetched once, however many ask, and then at hand at once', async () => {
    const given = await Promise.all(Array.from({ length: 200 }, () => tokens.get(owner, client())));
    expect(new Set(given)).toEqual(new Set(['token-number-1']));
    expect(tokens.get(owner, client())).toBe('token-number-1');
    expect(host.asked).toHaveLength(1);
  });

  it('is renewed in the background before it ends, by one exchange', async () => {
    await tokens.get(owner, client());
    nowMs = bornMs + 3_299_000;
    expect(tokens.get(owner, client())).toBe('token-number-1');
    nowMs = bornMs + 3_300_000;
    for (let call = 0; call < 50; call++) expect(tokens.get(owner, client())).toBe('token-number-1');
    await waitFor(() => tokens.get(owner, client()) === 'token-number-2');
    expect(host.asked).toHaveLength(2);
  });

  it('that has all but ended is not given out', async () => {
    await tokens.get(owner, client());
    nowMs = bornMs + 3_540_000;
    const next = tokens.get(owner, client());
    expect(next).toBeInstanceOf(Promise);
    expect(await next).toBe('token-number-2');
  });

  it('of a short life is used for three quarters of it', async () => {
    host.answer = () => ({ status: 200, body: { access_token: 'short', expires_in: '100' } });
    await tokens.get(owner, client());
    nowMs = bornMs + 74_000;
    expect(tokens.get(owner, client())).toBe('short');
    await waitFor(() => host.asked.length === 2);
    await waitFor(() => typeof tokens.get(owner, client()) === 'string');
    nowMs += 75_000;
    const next = tokens.get(owner, client());
    expect(next).toBeInstanceOf(Promise);
    await next;
  });

  it('stays in use when its renewal fails, until it ends', async () => {
    await tokens.get(owner, client());
    host.answer = () => ({ status: 503, body: {} });
    nowMs = bornMs + 3_400_000;
    expect(tokens.get(owner, client())).toBe('token-number-1');
    await waitFor(() => host.asked.length === 2);
    nowMs = bornMs + 3_500_000;
    expect(tokens.get(owner, client())).toBe('token-number-1');
    await waitFor(() => host.asked.length === 3);
    nowMs = bornMs + 3_600_000;
    expect((await refusalOf(client())).code).toBe('upstream_unavailable');
  });
});

describe('another secret under the same key', () => {
  it('gets a token of its own, and the old one is gone', async () => {
    await tokens.get(owner, client());
    const rotated = { ...owner, mark: 'two' };
    expect(await tokens.get(rotated, client('another'))).toBe('token-number-2');
    expect(tokens.size).toBe(1);
    expect(tokens.peek('k')).toBe('token-number-2');
  });

  it('is not given the token that an exchange of the old one brings later', async () => {
    const gate = Promise.withResolvers<void>();
    host.answer = async () => {
      const number = host.asked.length;
      if (number === 1) await gate.promise;
      return { status: 200, body: { access_token: `token-number-${number}`, expires_in: 3_600 } };
    };
    const late = tokens.get(owner, client());
    await waitFor(() => host.asked.length === 1);
    const rotated = { ...owner, mark: 'two' };
    expect(await tokens.get(rotated, client('another'))).toBe('token-number-2');
    gate.resolve();
    expect(await late).toBe('token-number-1');
    expect(tokens.get(rotated, client('another'))).toBe('token-number-2');
  });

  it('drops what is no longer in force', async () => {
    await tokens.get(owner, client());
    tokens.keepOnly(({ mark }) => mark === 'one');
    expect(tokens.peek('k')).toBe('token-number-1');
    tokens.keepOnly(() => false);
    expect(tokens.size).toBe(0);
  });
});

describe('a token that cannot be had', () => {
  it.each([
    [400, 'provider_key_refused'],
    [401, 'provider_key_refused'],
    [403, 'provider_key_refused'],
    [302, 'upstream_unavailable'],
    [429, 'upstream_unavailable'],
    [500, 'upstream_unavailable'],
  ])('with status %i is %s', async (status, code) => {
    host.answer = () => ({ status, body: { error: 'invalid_client', error_description: `wrong: ${secret}` } });
    const error = await refusalOf(client());
    expect(error.code).toBe(code);
    expect(error.message).toContain('invalid_client: wrong: [removed]');
    expect(JSON.stringify([error.message, error.cause])).not.toContain(secret);
  });

  it.each([{}, { access_token: 7 }, { access_token: 'a\r\nx-evil: 1' }, { access_token: '' }, null, []])(
    'because the answer is %j is no token',
    async (body) => {
      host.answer = () => ({ status: 200, body });
      expect((await refusalOf(client())).code).toBe('upstream_unavailable');
    },
  );

  it('is not asked for again within a second, however many calls come', async () => {
    host.answer = () => ({ status: 401, body: {} });
    for (let call = 0; call < 20; call++) expect((await refusalOf(client())).code).toBe('provider_key_refused');
    expect(host.asked).toHaveLength(1);
    nowMs += 1_000;
    await refusalOf(client());
    expect(host.asked).toHaveLength(2);
    await refusalOf(client('another'), { ...owner, mark: 'two' });
    expect(host.asked).toHaveLength(3);
  });

  it('because nobody answers is upstream_unavailable', async () => {
    host.stop();
    expect((await refusalOf(client())).code).toBe('upstream_unavailable');
  });
});

describe('a token endpoint inside a closed network', () => {
  const closed = () => new AccessTokens({ ...wayOut, privateUpstreams: [], now: () => nowMs });

  it.each(['http://169.254.169.254/token', 'http://[fd00:ec2::254]/token', 'http://10.0.0.7/oidc/v1/token'])(
    'is never asked with client credentials: %s',
    async (url) => {
      expect((await refusalOf(client(secret, url))).code).toBe('upstream_refused_address');
    },
  );

  it('is never asked with a service account', async () => {
    tokens = closed();
    const error = await refusalOf(account());
    expect(error.code).toBe('provider_key_refused');
    expect(error.message).toContain('token_uri');
    expect(host.asked).toEqual([]);
  });

  it.each([
    ['https://oauth2.googleapis.com/token', true],
    ['https://sts.googleapis.com/v1/token', true],
    ['http://oauth2.googleapis.com/token', false],
    ['https://oauth2.googleapis.com:8443/token', false],
    ['https://oauth2.googleapis.com@evil.example/token', false],
    ['https://user:pass@oauth2.googleapis.com/token', false],
    ['https://evilgoogleapis.com/token', false],
    ['https://oauth2.googleapis.com.evil.example/token', false],
    ['https://evil.example/token', false],
    ['https://93.184.216.34/token', false],
    ['http://127.0.0.1:9/token', true],
    ['http://2130706433:9/token', true],
    ['http://10.0.0.7/token', false],
    ['http://169.254.169.254/token', false],
    ['file:///etc/passwd', false],
    ['no url', false],
  ])('%s: %s', (uri, isAllowed) => {
    expect(tokenUriRefusal(uri, ['127.0.0.0/8']) === undefined).toBe(isAllowed);
  });
});

describe('a service account that cannot be read', () => {
  it.each([
    ['no JSON', 'not JSON'],
    ['null', 'not the key of a service account'],
    [serviceAccount('https://x', { type: 'authorized_user' }), 'see its type'],
    [serviceAccount('no url'), 'see its token_uri'],
    [serviceAccount('https://x', { client_email: undefined }), 'see its client_email'],
    [serviceAccount('https://x', { private_key: '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END' }), 'no RSA key'],
  ])('is told in words that repeat nothing of it: %#', (json, words) => {
    expect(() => readServiceAccount(json)).toThrow(words);
    expect(() => readServiceAccount(json)).not.toThrow('c2VjcmV0');
  });
});
