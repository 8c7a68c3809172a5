import type { Services } from '@weir/services/services';
import { beforeAll, describe, expect, it } from 'vitest';
import { explaining } from '../walk/explaining.test-support.ts';
import { type Ask, newClient, testServices } from '../web.test-support.ts';

let services: Services;
let ask: Ask;
let strangerAsks: Ask;
let projectId: string;

beforeAll(async () => {
  services = explaining((await testServices()).services);
  const client = await newClient(services);
  ({ ask } = client);
  ({ projectId } = client.tenant);
  strangerAsks = (await newClient(services)).ask;
});

const planOf = (model: string) => ({ strategy: { kind: 'target', provider: 'openai', model } });
const [one, two] = [planOf('gpt-4o'), planOf('gpt-4o-mini')];
const idOf = ({ body }: Awaited<ReturnType<Ask>>) => String(body['id']);
const create = async (name: string) => idOf(await ask('POST', `/projects/${projectId}/routes`, { name, plan: one }));

describe('routes over REST', () => {
  it('go from the first version over a draft and back', async () => {
    const made = await ask('POST', `/projects/${projectId}/routes`, { name: 'chat', plan: one });
    expect(made).toMatchObject({ status: 201, body: { name: 'chat', publishedVersion: 1, plan: one, draft: null } });
    const path = `/routes/${idOf(made)}`;
    expect(await ask('GET', `/projects/${projectId}/routes`)).toMatchObject({
      ...{ status: 200, body: { data: [{ id: idOf(made), hasDraft: false }], nextCursor: null } },
    });
    expect(await ask('PUT', path, { plan: two, note: 'cheaper' })).toMatchObject({ body: { publishedVersion: 2 } });
    expect(await ask('PUT', `${path}/draft`, { plan: one })).toMatchObject({ body: { plan: two, draft: one } });
    expect(await ask('DELETE', `${path}/draft`)).toMatchObject({ status: 200, body: { draft: null } });
    await ask('PUT', `${path}/draft`, { plan: one });
    const published = await ask('POST', `${path}/publish`, { note: 'back', expectedVersion: 2 });
    expect(published).toMatchObject({ status: 200, body: { publishedVersion: 3, plan: one, draft: null } });
    expect(await ask('POST', `${path}/roll-back`, { version: 2 })).toMatchObject({ body: { publishedVersion: 4 } });
    const { body } = await ask('GET', `${path}/versions?limit=2`);
    expect(body).toMatchObject({
      data: [{ version: 4 }, { version: 3, note: 'back' }],
      nextCursor: expect.any(String),
    });
    expect(await ask('GET', `${path}/versions/2`)).toMatchObject({ status: 200, body: { plan: two, note: 'cheaper' } });
    expect(await ask('PATCH', path, { name: 'talk' })).toMatchObject({ body: { name: 'talk' } });
    expect(await ask('DELETE', path)).toMatchObject({ status: 400, body: { field: 'confirmName' } });
    expect(await ask('DELETE', `${path}?confirmName=talk`)).toMatchObject({ status: 200, body: { name: 'talk' } });
    expect(await ask('GET', path)).toMatchObject({ status: 200, body: { archivedAt: expect.any(String) } });
    expect(await ask('PUT', path, { plan: two })).toMatchObject({ status: 409 });
  });

  it('say where a plan is at fault, as far in as it goes', async () => {
    const id = await create('faults');
    const children = [one.strategy, { kind: 'target', provider: 'groq' }];
    const plan = { strategy: { kind: 'fallback', children } };
    expect(await ask('PUT', `/routes/${id}`, { plan })).toMatchObject({
      ...{ status: 400, body: { field: 'plan.strategy.children.1.model' } },
    });
    const rule = { fact: 'hour', op: 'over', value: 'noon' };
    const conditional = {
      kind: 'conditional',
      when: [{ if: { any: [rule] }, use: one.strategy }],
      otherwise: one.strategy,
    };
    expect(await ask('PUT', `/routes/${id}/draft`, { plan: { strategy: conditional } })).toMatchObject({
      status: 400,
      body: { field: 'plan.strategy.when.0.if.any.0.value', detail: expect.stringContaining('must be a number') },
    });
    const checked = await ask('POST', `/projects/${projectId}/routes/check`, { plan });
    expect(checked).toMatchObject({
      status: 200,
      body: { faults: [{ path: 'strategy.children.1.model', message: 'must be given' }], warnings: [] },
    });
  });

  it.each(['strategy', 'condition'])('refuse a %s that is nested deeper than any is, and stay well', async (what) => {
    const id = await create(`deep-${what}`);
    // As text: this process could not write it as JSON either.
    const [target, levels] = [JSON.stringify(one.strategy), 5_000];
    const [open, inmost, end] =
      what === 'strategy'
        ? ['{"kind":"fallback","children":[', target, ']}']
        : ['{"not":', '{"fact":"hour","op":"over","value":3}', '}'];
    const node = open.repeat(levels) + inmost + end.repeat(levels);
    const when = `{"kind":"conditional","when":[{"if":${node},"use":${target}}],"otherwise":${target}}`;
    const body = `{"plan":{"strategy":${what === 'strategy' ? node : when}}}`;
    expect(await ask('PUT', `/routes/${id}`, body)).toMatchObject({ status: 400, body: { field: 'plan' } });
    expect(await ask('GET', `/routes/${id}`)).toMatchObject({ status: 200, body: { publishedVersion: 1 } });
  });

  it('answer 409 to whoever went out from an older version', async () => {
    const id = await create('stale');
    await ask('PUT', `/routes/${id}`, { plan: two });
    const late = await ask('PUT', `/routes/${id}`, { plan: one, expectedVersion: 1 });
    expect(late).toMatchObject({ status: 409, body: { field: 'expectedVersion' } });
    expect(late.body['detail']).toMatch(/is at version 2, published by .+ at 20/);
  });

  it('are not there for another organization, nor are versions that never were', async () => {
    const id = await create('ours');
    for (const path of [`/routes/${id}`, `/routes/${id}/versions`, `/projects/${projectId}/routes`])
      expect((await strangerAsks('GET', path)).status).toBe(404);
    expect((await strangerAsks('PUT', `/routes/${id}`, { plan: two })).status).toBe(404);
    for (const version of ['9', '0', 'x', '1.5', '99999999999999999999'])
      expect((await ask('GET', `/routes/${id}/versions/${version}`)).status).toBe(404);
  });

  it('can be tried without calling anyone, and their targets looked at', async () => {
    const body = { model: 'chat', messages: [] };
    const asked = { operation: 'chat', body, plan: one };
    expect(await ask('POST', `/projects/${projectId}/routes/dry-run`, asked)).toMatchObject({
      ...{ status: 200, body: { outcome: 'refusal', refusal: { code: 'model_not_found' } } },
    });
    expect(await ask('GET', '/health/targets')).toMatchObject({
      ...{ status: 200, body: { report: null, reason: expect.stringContaining('cannot be reached') } },
    });
  });
});

describe('a provider key over REST', () => {
  it('says what routes go by', async () => {
    const fields = { region: 'eu', zeroRetention: true, weight: 3 };
    const given = { provider: 'openai', name: 'eu', secret: 'sk-rest-routes-0001', skipTrial: true };
    const made = await ask('POST', '/provider-keys', { ...given, ...fields });
    expect(made).toMatchObject({ status: 201, body: fields });
    const path = `/provider-keys/${idOf(made)}`;
    expect(await ask('PATCH', path, { weight: 0, region: null })).toMatchObject({ body: { weight: 0, region: null } });
    expect(await ask('GET', path)).toMatchObject({ body: { weight: 0, region: null, zeroRetention: true } });
    expect(await ask('PATCH', path, { weight: -1 })).toMatchObject({ status: 400, body: { field: 'weight' } });
  });
});
