import type { Access } from '@weir/access/create-access';
import type { Grant } from '@weir/access/grant';
import { createDataKey, createVault, seal } from '@weir/access/seal';
import { closeAll, masterKey, start } from '@weir/access/test-access';
import { TestStore } from '@weir/access/test-store';
import { serviceAccount, startTokenHost } from '@weir/access/test-token-host';
import { WeirError } from '@weir/protocol/errors';
import type { CredentialForm } from '@weir/providers/provider';
import { writeCredential } from '@weir/providers/shared/credential';
import { aws, azure, databricks, google } from '@weir/providers/shared/credential-forms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorize, type CredentialTarget, credentialHeaders, secretsOf } from './auth-headers.ts';

const providerKeyId = '00000000-0000-7000-8004-000000000001';
const clock = { now: () => Date.UTC(2026, 0, 31, 12), monotonic: () => 0 };
const auth = { kind: 'bearer' } as const;
const http = {
  method: 'POST',
  url: 'https://h.example/model/a%3A0/converse?beta=1',
  headers: {},
  body: Buffer.from('{}'),
} as const;
const bare = { http, headers: { 'content-type': 'application/json', accept: 'x' } };

let host: Awaited<ReturnType<typeof startTokenHost>>;
let access: Access;

beforeEach(async () => {
  host = await startTokenHost();
});
afterEach(async () => {
  host.stop();
  await closeAll();
});

type Stored = {
  readonly forms: readonly CredentialForm[] | undefined;
  readonly id: string;
  readonly values: Record<string, string>;
};

/** A grant whose one provider key holds a credential of a provider with these forms. */
async function grantWith({
  forms,
  id,
  values,
}: Stored): Promise<{ grant: Grant; provider: CredentialTarget['provider'] }> {
  const provider = { auth, ...(forms === undefined ? {} : { credentialForms: forms }) };
  const store = new TestStore();
  const { key, config } = store.project();
  const sealedDataKey = createDataKey(masterKey, config.organizationId);
  const form = forms?.find((each) => each.id === id);
  const text = form === undefined ? (values['key'] ?? '') : writeCredential(provider, form, values);
  const scope = { organizationId: config.organizationId, rowId: providerKeyId, sealedDataKey };
  const sealedSecret = seal(createVault(masterKey), scope, text);
  const providerKeys = [{ id: providerKeyId, provider: 'x', name: 'x', status: 'active' as const, sealedSecret }];
  store.publish({ ...config, sealedDataKey, providerKeys });
  access = await start(store);
  return { grant: await access.authenticate(key), provider };
}

const targetOf = (provider: CredentialTarget['provider'], over: Partial<CredentialTarget> = {}): CredentialTarget => ({
  provider,
  providerKeyId,
  baseUrl: `${host.url}/serving-endpoints`,
  ...over,
});

describe('a key that goes out as it is', () => {
  it.each([
    [undefined, ['api_key', 'key'], { authorization: 'Bearer sk-1234567' }],
    [azure, ['api_key', 'key'], { 'api-key': 'sk-1234567' }],
    [azure, ['access_token', 'token'], { authorization: 'Bearer sk-1234567' }],
    [google, ['api_key', 'key'], { 'x-goog-api-key': 'sk-1234567' }],
    [aws('bedrock'), ['api_key', 'key'], { authorization: 'Bearer sk-1234567' }],
    [databricks, ['access_token', 'key'], { authorization: 'Bearer sk-1234567' }],
  ] as const)(
    'is in the header of its form, and nothing is done to the request later: %#',
    async (forms, [id, field], headers) => {
      const { grant, provider } = await grantWith({ forms, id, values: { [field]: 'sk-1234567' } });
      const target = targetOf(provider);
      const given = credentialHeaders(access, grant, target);
      expect(given).toEqual(headers);
      expect(credentialHeaders(access, grant, target)).toBe(given);
      expect(authorize({ access, clock }, { grant, target }, bare)).toBe(bare);
      expect(secretsOf(access, grant, target)).toEqual(['sk-1234567']);
    },
  );

  it('is not there without a provider key', async () => {
    const { grant, provider } = await grantWith({ forms: undefined, id: 'api_key', values: { key: 'sk-1' } });
    const { providerKeyId: _, ...target } = targetOf(provider);
    expect(credentialHeaders(access, grant, target)).toEqual({});
    expect(authorize({ access, clock }, { grant, target }, bare)).toBe(bare);
  });
});

describe('a key of AWS', () => {
  const values = {
    accessKeyId: 'AKIDEXAMPLEEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG',
    sessionToken: 'a-session-token-0123456789',
  };
  it('signs the request at once, in its region', async () => {
    const { grant, provider } = await grantWith({ forms: aws('bedrock'), id: 'access_keys', values });
    const target = targetOf(provider, { settings: { region: 'eu-west-1' } });
    expect(credentialHeaders(access, grant, target)).toEqual({});
    const authorized = authorize({ access, clock }, { grant, target }, bare);
    expect(authorized).toMatchObject({
      http,
      headers: {
        ...bare.headers,
        'x-amz-date': '20260131T120000Z',
        'x-amz-security-token': values.sessionToken,
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLEEXAMPLE\/20260131\/eu-west-1\/bedrock\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
        ),
      },
    });
    expect(JSON.stringify(authorized)).not.toContain(values.secretAccessKey);
    expect(secretsOf(access, grant, target)).toEqual(Object.values(values));
  });

  it('without a region is no use', async () => {
    const { grant, provider } = await grantWith({ forms: aws('bedrock'), id: 'access_keys', values });
    expect(() => credentialHeaders(access, grant, targetOf(provider))).toThrow('lacks its region');
  });
});

describe('a key that is exchanged', () => {
  const values = { clientId: 'client-1', clientSecret: 'a-client-secret-7f3a9c' };

  it('of Databricks asks the host that is called, and waits for the first token alone', async () => {
    const { grant, provider } = await grantWith({ forms: databricks, id: 'oauth', values });
    const target = targetOf(provider);
    const first = authorize({ access, clock }, { grant, target }, bare);
    expect(first).toBeInstanceOf(Promise);
    expect((await first).headers).toEqual({ ...bare.headers, authorization: 'Bearer token-number-1' });
    expect(host.asked[0]?.path).toBe('/oidc/v1/token');
    expect(authorize({ access, clock }, { grant, target }, bare)).toMatchObject({
      headers: { authorization: 'Bearer token-number-1' },
    });
    expect(secretsOf(access, grant, target)).toContain('token-number-1');
    expect(secretsOf(access, grant, target)).toContain(values.clientSecret);
  });

  it('of Google asks the token endpoint of the service account', async () => {
    const json = serviceAccount(`${host.url}/token`);
    const { grant, provider } = await grantWith({ forms: google, id: 'service_account', values: { json } });
    const authorized = await authorize({ access, clock }, { grant, target: targetOf(provider) }, bare);
    expect(authorized.headers).toMatchObject({ authorization: 'Bearer token-number-1' });
    expect(host.asked[0]?.path).toBe('/token');
  });

  it('and refused is told as the provider key, before anything has left', async () => {
    host.answer = () => ({ status: 401, body: { error: 'invalid_client' } });
    const { grant, provider } = await grantWith({ forms: databricks, id: 'oauth', values });
    const waiting = Promise.resolve(authorize({ access, clock }, { grant, target: targetOf(provider) }, bare));
    await expect(waiting).rejects.toBeInstanceOf(WeirError);
    await expect(waiting).rejects.toMatchObject({ code: 'provider_key_refused' });
  });
});
