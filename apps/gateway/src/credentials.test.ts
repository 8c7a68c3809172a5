import { signV4 } from '@weir/egress/sign-v4';
import { serveHttp } from '@weir/egress/test-harness';
import { afterEach, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';

const keys = {
  accessKeyId: 'AKIDEXAMPLEEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG',
  sessionToken: 'a-session-token-0123456789',
};

type Asked = { readonly url: string; readonly headers: Readonly<Record<string, unknown>>; readonly body: Buffer };

let gateway: TestGateway | undefined;
const stops: (() => void)[] = [];
afterEach(async () => {
  await gateway?.close();
  for (const stop of stops.splice(0)) stop();
});

/** An upstream that answers with `status` and repeats the headers that it got. */
async function upstream(status: number) {
  const asked: Asked[] = [];
  const { url, stop } = await serveHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      const message = `refused: ${Object.values(request.headers).join(' ')}`;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
    });
  });
  stops.push(stop);
  return { url, asked };
}

it('a request to AWS leaves signed over what is sent, and no answer repeats a part of the credential', async () => {
  const { url, asked } = await upstream(400);
  const secret = JSON.stringify({ form: 'access_keys', ...keys });
  const settings = { region: 'eu-west-1' };
  gateway = await startGateway({ providerKeys: [{ provider: 'bedrock', baseUrl: url, secret, settings }] });
  const body = { model: 'bedrock/some.model-v1:0', messages: [{ role: 'user', content: 'Hi' }] };
  const text = await (await gateway.post('/v1/chat/completions', body)).text();

  const [request] = asked;
  if (request === undefined) throw new Error(`nothing was sent: ${text}`);
  const date = String(request.headers['x-amz-date']);
  const nowMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const expected = signV4(
    {
      method: 'POST',
      url: url + request.url,
      headers: { 'content-type': String(request.headers['content-type']) },
      body: request.body,
    },
    { credentials: keys, region: settings.region, service: 'bedrock', nowMs },
  );
  expect(request.headers).toMatchObject(expected);
  expect(request.url).toMatch(/^\/model\/some\.model-v1(%3A|:)0\/converse$/);
  for (const part of Object.values(keys))
    expect(text + gateway.logged() + JSON.stringify(gateway.records)).not.toContain(part);
});

it('a token that is refused is told as the provider key; nothing is sent upstream, and the call is written down', async () => {
  const { url, asked } = await upstream(401);
  const clientSecret = 'a-client-secret-7f3a9c';
  const secret = JSON.stringify({ form: 'oauth', clientId: 'client-1', clientSecret });
  gateway = await startGateway({ providerKeys: [{ provider: 'databricks', baseUrl: `${url}/v1`, secret }] });
  const body = { model: 'databricks/m', messages: [{ role: 'user', content: 'Hi' }] };
  const response = await gateway.post('/v1/chat/completions', body);
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ error: { code: 'provider_key_refused' } });
  expect(asked.map((one) => one.url)).toEqual(['/oidc/v1/token']);
  expect(gateway.records.map(({ kind }) => kind)).toEqual(['call']);
  expect(gateway.calls()).toMatchObject([{ status: 'refused', errorCode: 'provider_key_refused', attempts: 0 }]);
  expect(gateway.logged() + JSON.stringify(gateway.records)).not.toContain(clientSecret);
});

it('a trial finds out that a token is refused, though the provider lists no models', async () => {
  const { url, asked } = await upstream(401);
  const secret = JSON.stringify({ form: 'oauth', clientId: 'client-1', clientSecret: 'a-client-secret-7f3a9c' });
  gateway = await startGateway({ providerKeys: [{ provider: 'databricks', baseUrl: `${url}/v1`, secret }] });
  const providerKeyId = gateway.config.providerKeys[0]?.id ?? '';
  const authorization = `Bearer ${gateway.internalToken({ purpose: 'trial', providerKeyId })}`;
  const response = await gateway.get(`/internal/provider-keys/${providerKeyId}/models`, { authorization });
  expect(await response.json()).toMatchObject({ error: { code: 'provider_key_refused' } });
  expect(asked.map((one) => one.url)).toEqual(['/oidc/v1/token']);
});
