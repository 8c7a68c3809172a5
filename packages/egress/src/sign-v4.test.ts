import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AwsCredentials, type SignedRequest, signV4 } from './sign-v4.ts';

const seed = 20_261_128;
const nowMs = Date.UTC(2015, 7, 30, 12, 36);
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const suite = { credentials, region: 'us-east-1', service: 'service', nowMs };
const none = Buffer.alloc(0);
const root = { method: 'GET', url: 'https://example.amazonaws.com/', headers: {}, body: none };

/** The temporary identity of AWS's own examples. */
const temporary: AwsCredentials = {
  ...credentials,
  sessionToken:
    'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==',
};

const signatureOf = (headers: Readonly<Record<string, string>>) => headers['authorization']?.split('Signature=')[1];
const signedOf = (headers: Readonly<Record<string, string>>) =>
  headers['authorization']?.split('SignedHeaders=')[1]?.split(',')[0];

describe("AWS's published signatures", () => {
  const posted = { ...root, method: 'POST' };
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const cases: readonly (readonly [string, SignedRequest, readonly [string, string]])[] = [
    ['get-vanilla', root, ['host;x-amz-date', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31']],
    [
      'get-vanilla-query-order-key-case',
      { ...root, url: `${root.url}?Param2=value2&Param1=value1` },
      ['host;x-amz-date', 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'],
    ],
    ['post-vanilla', posted, ['host;x-amz-date', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b']],
    [
      'post-x-www-form-urlencoded',
      { ...posted, headers: form, body: Buffer.from('Param1=value1') },
      ['content-type;host;x-amz-date', 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a'],
    ],
    [
      'get-header-value-trim',
      { ...root, headers: { 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' } },
      ['host;my-header1;my-header2;x-amz-date', 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736'],
    ],
  ];
  it.each(cases)('%s', (_name, request, expected) => {
    const headers = signV4(request, suite);
    expect([signedOf(headers), signatureOf(headers)]).toEqual(expected);
    expect(headers['authorization']).toContain(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ',
    );
    expect(headers['x-amz-date']).toBe('20150830T123600Z');
  });

  it('post-sts-header-before: a temporary identity sends its token, signed', () => {
    const headers = signV4(posted, { ...suite, credentials: temporary });
    expect(headers['x-amz-security-token']).toBe(temporary.sessionToken);
    expect(signatureOf(headers)).toBe('85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead');
  });
});

/** The signature that Amazon's own signer gives. */
async function amazons(request: SignedRequest, identity: AwsCredentials): Promise<string | undefined> {
  const { sessionToken, ...keys } = identity;
  const signer = new SignatureV4({
    credentials: sessionToken === undefined ? keys : { ...keys, sessionToken },
    region: 'eu-west-1',
    service: 'bedrock',
    sha256: Sha256,
    applyChecksum: false,
  });
  const url = new URL(request.url);
  const query: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { ...request.headers, host: url.host },
      body: request.body,
    },
    { signingDate: new Date(nowMs) },
  );
  return signed.headers['authorization'];
}

describe("Amazon's own signer gives the same", () => {
  const bedrock = { region: 'eu-west-1', service: 'bedrock', nowMs };
  const host = 'https://bedrock-runtime.eu-west-1.amazonaws.com';

  it.each([
    '/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/invoke-with-response-stream',
    '/model/amazon.nova-lite-v1:0/converse-stream',
    '/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.x-v1%3A0/converse',
  ])('for the Bedrock request %s', async (path) => {
    const body = Buffer.from('{"inferenceConfig":{},"messages":[{"role":"user","content":[{"text":"水"}]}]}');
    const headers = { 'content-type': 'application/json', accept: 'application/vnd.amazon.eventstream' };
    const request = { method: 'POST', url: host + path, headers, body };
    for (const identity of [credentials, temporary]) {
      const ours = signV4(request, { ...bedrock, credentials: identity });
      expect(ours['authorization']).toBe(await amazons(request, identity));
    }
  });

  it('for any path, query and body', async () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9._~:@!$&'()*+,;=-]{1,12}$/).filter((text) => !/^\.+$/.test(text));
    const word = fc.stringMatching(/^[A-Za-z0-9 .:/+&=%-]{0,8}$/);
    const asked = fc.record({
      path: fc.array(segment, { maxLength: 4 }),
      query: fc.uniqueArray(fc.tuple(word, word), { maxLength: 4, selector: ([name]) => name }),
      body: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ path, query, body }) => {
        const url = new URL(`${host}/${path.join('/')}`);
        for (const [name, value] of query) if (name !== '') url.searchParams.append(name, value);
        const request = { method: 'POST', url: url.href, headers: { 'X-A': 'b' }, body: Buffer.from(body) };
        const ours = signV4(request, { ...bedrock, credentials });
        expect(ours['authorization']).toBe(await amazons(request, credentials));
      }),
      { seed, numRuns: 200 },
    );
  });
});

it("the key of a day is not another day's, nor another region's", () => {
  const identity = { ...credentials };
  const at = (region: string, whenMs: number) =>
    signatureOf(signV4(root, { credentials: identity, region, service: 'service', nowMs: whenMs }));
  const first = at('us-east-1', nowMs);
  const fresh = (region: string, whenMs: number) =>
    signatureOf(signV4(root, { credentials: { ...credentials }, region, service: 'service', nowMs: whenMs }));
  expect(at('us-east-1', nowMs + 86_400_000)).toBe(fresh('us-east-1', nowMs + 86_400_000));
  expect(at('eu-west-1', nowMs)).toBe(fresh('eu-west-1', nowMs));
  expect(at('us-east-1', nowMs)).toBe(first);
});
