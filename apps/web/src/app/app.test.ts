import { createLogger } from '@weir/runtime/logger';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { openServices } from '@weir/services/open-services';
import { testDatabase } from '@weir/testing/services';
import { createTenant, testMasterKey } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openInstance } from '../server/instance.ts';
import { readStatus } from '../status/read-status.ts';
import { answerOf, restRequest } from '../web.test-support.ts';
import { DELETE, GET, PATCH, POST, PUT } from './api/v1/[...path]/route.ts';
import { GET as getOpenapi } from './api/v1/openapi.json/route.ts';
import { GET as getHealth } from './healthz/route.ts';

let token: string;

beforeAll(async () => {
  const { url: databaseUrl } = await testDatabase();
  const { masterKey, text } = testMasterKey();
  vi.stubEnv('DATABASE_URL', databaseUrl);
  vi.stubEnv('WEIR_MASTER_KEY', text);
  vi.stubEnv('WEIR_GATEWAY_URL', 'http://127.0.0.1:9');
  vi.stubEnv('WEIR_PUBLIC_URL', 'https://weir.example');
  vi.stubEnv('WEIR_LOG_LEVEL', 'fatal');
  const log = createLogger({ name: 'test', level: 'silent' });
  const services = await openServices({ databaseUrl, masterKey, gatewayUrl: 'http://127.0.0.1:9', now: Date.now, log });
  const { actor } = await createTenant(services);
  ({ token } = await createManagementToken(services, actor, { name: 'test', role: 'owner' }));
  await services.close();
});

afterAll(async () => {
  await (await openInstance()).close();
  vi.unstubAllEnvs();
});

describe('the route handlers', () => {
  it('serve every method of the management API', async () => {
    const created = await answerOf(await POST(restRequest('POST', '/projects', { token, body: { name: 'x' } })));
    expect(created.status).toBe(201);
    const path = `/projects/${created.body['id']}`;
    expect((await GET(restRequest('GET', path, { token }))).status).toBe(200);
    expect((await PATCH(restRequest('PATCH', path, { token, body: { name: 'y' } }))).status).toBe(200);
    expect((await DELETE(restRequest('DELETE', path, { token }))).status).toBe(200);
    expect((await PUT(restRequest('PUT', path, { token, body: {} }))).status).toBe(405);
  });

  it('serve the OpenAPI document without a token, with the public address', async () => {
    const { body } = await answerOf(getOpenapi());
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://weir.example/api/v1' }] });
  });

  it('say that the process is alive', async () => {
    expect(await answerOf(getHealth())).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});

describe('the status page', () => {
  it('shows each part in words and no tenant', async () => {
    const { parts, gatewayUrl } = await readStatus();
    expect(gatewayUrl).toBe('http://127.0.0.1:9');
    expect(parts).toMatchObject([
      { name: 'Database', state: 'good' },
      { name: 'Gateway', state: 'bad' },
      { name: 'Worker', state: 'warn' },
    ]);
    expect(JSON.stringify(parts)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});
