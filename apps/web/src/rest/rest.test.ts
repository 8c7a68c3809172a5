import { createManagementToken } from '@weir/services/management-tokens/create';
import { revokeManagementToken } from '@weir/services/management-tokens/revoke';
import type { Services } from '@weir/services/services';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ask, answerOf, newClient, restRequest, testServices } from '../web.test-support.ts';
import { handleRest } from './handle.ts';
import { bodyBytesMax } from './read-body.ts';

let services: Services;
let logged: string[];
let ask: Ask;
let token: string;
let projectId: string;

beforeAll(async () => {
  ({ services, logged } = await testServices());
  const client = await newClient(services);
  ({ ask, token } = client);
  projectId = client.tenant.projectId;
});

const send = async (request: Request) => answerOf(await handleRest(services, request));

describe('the management REST', () => {
  it('creates with 201, lists with a cursor, changes, and deletes with 204 and no body', async () => {
    const created = await ask('POST', '/projects', { name: 'Zürich Büro' });
    expect(created).toMatchObject({ status: 201, body: { name: 'Zürich Büro', slug: 'zurich-buro' } });
    const first = await ask('GET', '/projects?limit=1');
    expect(first.body).toMatchObject({ data: [{ id: created.body['id'] }], nextCursor: expect.any(String) });
    const second = await ask('GET', `/projects?limit=1&cursor=${first.body['nextCursor']}`);
    expect(second.body).toMatchObject({ data: [{ id: projectId }], nextCursor: null });
    const renamed = await ask('PATCH', `/projects/${created.body['id']}`, { name: 'Office' });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Office' } });
    const key = await ask('POST', `/projects/${projectId}/gateway-keys`, { name: 'ci' });
    expect(key).toMatchObject({ status: 201, body: { key: expect.stringMatching(/^weir_gk_/) } });
    const revoked = await ask('DELETE', `/gateway-keys/${key.body['id']}`);
    expect(revoked).toMatchObject({ status: 204, body: {} });
    const seen = await ask('GET', `/gateway-keys/${key.body['id']}`);
    expect(seen.body).toMatchObject({ revokedAt: expect.any(String) });
    expect(seen.body).not.toHaveProperty('key');
  });

  it('stores a provider key while the gateway is away, and says so in its trial', async () => {
    const stored = await ask('POST', '/provider-keys', {
      provider: 'openai',
      name: 'main',
      secret: 'sk-rest-test-123456',
    });
    expect(stored).toMatchObject({
      status: 201,
      body: { status: 'active', lastFour: '3456', trial: { state: 'pending' } },
    });
    expect(JSON.stringify(stored.body)).not.toContain('sk-rest-test');
  });

  it('keeps prices as they were written', async () => {
    const price = { provider: 'openai', model: 'my-model', usdPerMillion: { input: '0.000001', output: '12.50' } };
    expect(await ask('POST', '/prices', price)).toMatchObject({ status: 201, body: price });
    const precise = await ask('POST', '/prices', { ...price, usdPerMillion: { input: '0.0000000000001' } });
    expect(precise).toMatchObject({ status: 400, body: { field: 'usdPerMillion.input' } });
    const number = await ask('POST', '/prices', { ...price, usdPerMillion: { input: 0.1 } });
    expect(number).toMatchObject({ status: 400, body: { field: 'usdPerMillion.input' } });
  });

  it('answers usage, calls, ledger health and catalogue', async () => {
    const usage = await ask('GET', `/projects/${projectId}/usage?interval=day&tz=Europe/Berlin&groupBy=model,provider`);
    expect(usage).toMatchObject({ status: 200, body: { data: [], total: { calls: 0 }, nextCursor: null } });
    expect(await ask('GET', `/projects/${projectId}/calls`)).toMatchObject({ body: { data: [], nextCursor: null } });
    expect(await ask('GET', '/health/ledger')).toMatchObject({
      status: 200,
      body: { recorded: 0, served: null, pending: null, reason: expect.stringContaining('cannot be reached') },
    });
    const providers = await ask('GET', '/providers');
    expect(providers.body['data']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'sandbox', needsKey: false }),
        expect.objectContaining({ id: 'openai-compatible', needsBaseUrl: true }),
      ]),
    );
    const models = await ask('GET', '/models?provider=openai');
    expect(models.body['data']).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'gpt-4o-mini' })]));
  });
});

describe('a refusal', () => {
  it('is a problem document that names the field and the request', async () => {
    const refused = await ask('POST', '/projects', { name: '' });
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body).toEqual({
      type: 'about:blank',
      title: 'Bad request',
      status: 400,
      detail: 'name: must not be empty.',
      field: 'name',
      instance: `urn:uuid:${refused.headers.get('x-request-id')}`,
    });
  });

  const cases = [
    {
      what: 'an unknown field',
      method: 'POST',
      path: '/projects',
      body: { name: 'x', colour: 'red' },
      field: 'colour',
    },
    {
      what: 'limits',
      method: 'POST',
      path: '/projects',
      body: { name: 'x', limits: { concurrent: 1 } },
      field: 'limits',
    },
    { what: 'an unknown query field', method: 'GET', path: '/projects?colour=red', field: 'colour' },
    { what: 'a query field twice', method: 'GET', path: '/projects?limit=1&limit=2', field: 'limit' },
    { what: 'a number that is none', method: 'GET', path: '/projects?limit=many', field: 'limit' },
    { what: 'a page too large', method: 'GET', path: '/projects?limit=1000', field: 'limit' },
    { what: 'a cursor that is none', method: 'GET', path: '/projects?cursor=abc', field: 'cursor' },
    { what: 'no JSON', method: 'POST', path: '/projects', body: '{"name":' },
    { what: 'no JSON object', method: 'POST', path: '/projects', body: '[]' },
    { what: 'an unknown path', method: 'GET', path: '/routes', status: 404 },
    { what: 'an id that cannot be one', method: 'GET', path: '/projects/1%20or%201', status: 404 },
    { what: 'an id of nothing', method: 'GET', path: '/projects/019a0000-0000-7000-8000-000000000000', status: 404 },
    { what: 'a method that the path does not take', method: 'PUT', path: '/projects', body: {}, status: 405 },
  ];
  it.each(cases)('of $what has its status', async ({ method, path, body, status = 400, field }) => {
    const refused = await ask(method, path, body);
    expect({ status: refused.status, field: refused.body['field'] }).toEqual({ status, field });
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
  });

  it('names limits of a gateway key, the members of groupBy, and a path field in the body', async () => {
    const path = `/projects/${projectId}/gateway-keys`;
    const limited = await ask('POST', path, { name: 'k', limits: { budgets: [] } });
    expect(limited.body).toMatchObject({
      status: 400,
      field: 'limits',
      detail: expect.stringContaining('not enforced'),
    });
    expect(await ask('POST', path, { name: 'k', projectId })).toMatchObject({
      status: 400,
      body: { field: 'projectId' },
    });
    const grouped = await ask('GET', `/projects/${projectId}/usage?groupBy=colour`);
    expect(grouped).toMatchObject({ status: 400, body: { field: 'groupBy' } });
  });

  it('of a body that is too large or of another type has its status', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(bodyBytesMax) });
    expect((await ask('POST', '/projects', large)).status).toBe(413);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    const plain = new Request('http://127.0.0.1/api/v1/projects', { method: 'POST', headers, body: '{"name":"x"}' });
    expect((await send(plain)).status).toBe(415);
  });
});

describe('without a good token', () => {
  it.each([
    ['no token', undefined],
    ['an unknown one', 'weir_mt_unknown'],
    ['an endless one', 'x'.repeat(5000)],
  ])('%s is 401 with a challenge', async (_, given) => {
    const refused = await send(restRequest('GET', '/projects', given === undefined ? {} : { token: given }));
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('a revoked one is 401 at once, an expired one too, and a viewer may not write', async () => {
    const { tenant } = await newClient(services);
    const made = await createManagementToken(services, tenant.actor, { name: 'x', role: 'viewer' });
    expect((await send(restRequest('GET', '/projects', { token: made.token }))).status).toBe(200);
    const write = await send(restRequest('POST', '/projects', { token: made.token, body: { name: 'x' } }));
    expect(write).toMatchObject({ status: 403, body: { title: 'Not allowed' } });
    await revokeManagementToken(services, tenant.actor, { id: made.id });
    expect((await send(restRequest('GET', '/projects', { token: made.token }))).status).toBe(401);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const short = await createManagementToken(services, tenant.actor, { name: 'y', role: 'viewer', expiresAt });
    const later = { ...services, now: () => Date.now() + 61_000 };
    const late = await answerOf(await handleRest(later, restRequest('GET', '/projects', { token: short.token })));
    expect(late.status).toBe(401);
  });
});

describe('when the database is away', () => {
  it('the answer is 503 and says nothing of it', async () => {
    const away = await testServices('postgresql://weir:password@127.0.0.1:9/weir');
    const refused = await answerOf(await handleRest(away.services, restRequest('GET', '/projects', { token })));
    expect(refused).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('database does not answer') },
    });
    expect(JSON.stringify(refused.body)).not.toContain('127.0.0.1');
    expect(away.logged.join('')).not.toContain(token);
  });

  it('nothing that was asked so far was logged with its token', () => {
    expect(logged.join('')).not.toContain(token);
  });
});
