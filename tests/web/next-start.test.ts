import { freePort } from '@weir/runtime/free-port';
import { createLogger } from '@weir/runtime/logger';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { openServices } from '@weir/services/open-services';
import { type ManagedProcess, managedProcess } from '@weir/testing/managed-process';
import { testDatabase } from '@weir/testing/services';
import { createTenant, testMasterKey } from '@weir/testing/tenant';
import { webArgs, webEnv } from '@weir/testing/web-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const nowhere = 'http://127.0.0.1:9';

let web: ManagedProcess;
let url: string;
let token: string;

beforeAll(async () => {
  const { url: databaseUrl } = await testDatabase();
  const { masterKey, text } = testMasterKey();
  const log = createLogger({ name: 'test', level: 'silent' });
  const services = await openServices({ databaseUrl, masterKey, gatewayUrl: nowhere, now: Date.now, log });
  const { actor } = await createTenant(services, { name: 'Tenant of the test' });
  ({ token } = await createManagementToken(services, actor, { name: 'test', role: 'owner' }));
  await services.close();
  const port = await freePort(undefined);
  url = `http://127.0.0.1:${port}`;
  web = managedProcess({
    name: 'web',
    args: webArgs('start', port),
    env: {
      ...webEnv(port),
      WEIR_PUBLIC_URL: '',
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      WEIR_MASTER_KEY: text,
      WEIR_GATEWAY_URL: nowhere,
    },
    readyUrl: `${url}/healthz`,
  });
  await web.start();
});

afterAll(() => web.kill('SIGTERM'));

describe('the built web', () => {
  it('serves the management API with its headers', async () => {
    const answer = await fetch(`${url}/api/v1/projects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Built' }),
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ name: 'Built', slug: 'built' });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const refused = await fetch(`${url}/api/v1/projects`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('x-powered-by')).toBeNull();
  });

  it('serves the OpenAPI document relative to the address it was asked at', async () => {
    const document = await (await fetch(`${url}/api/v1/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api/v1' }] });
  });

  it('shows the parts on the status page, and no tenant', async () => {
    const answer = await fetch(`${url}/status`);
    const page = await answer.text();
    // In one row of the table: the part, and its state in words.
    expect(page).toMatch(/>Database<\/th>(?:(?!<\/tr>).)*Working/);
    expect(page).toMatch(/>Gateway<\/th>(?:(?!<\/tr>).)*Away/);
    expect(page).toContain('A part is away');
    expect(page).not.toContain('Tenant of the test');
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    const inline = [...page.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(inline.length).toBeGreaterThan(0);
    for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`);
  });
});
