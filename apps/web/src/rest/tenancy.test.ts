import { uuidv7 } from '@weir/runtime/uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../trpc/app-router.ts';
import { type Ask, newClient, testServices } from '../web.test-support.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';
import { pathFieldsOf } from './match.ts';

/** Bodies that the owner could send; what is missing here is sent as an empty object. */
const bodies: Readonly<Record<string, object>> = {
  'projects.create': { name: 'Theirs' },
  'projects.rename': { name: 'Theirs' },
  'providerKeys.create': { provider: 'openai', name: 'theirs', secret: 'sk-their-secret-0001', skipTrial: true },
  'providerKeys.rotate': { secret: 'sk-their-secret-0002' },
  'gatewayKeys.create': { name: 'theirs' },
  'prices.create': { provider: 'openai', model: 'theirs', usdPerMillion: { input: '1' } },
  'managementTokens.create': { name: 'theirs', role: 'viewer' },
  'members.changeRole': { role: 'viewer' },
  'invitations.create': { email: 'theirs@example.org', role: 'viewer' },
  'teams.create': { name: 'Theirs' },
  'teams.rename': { name: 'Theirs' },
  'teams.setMembers': { memberIds: [] },
};

const endpoints = endpointsOf(appRouter);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

let victim: Ask;
let stranger: Ask;
/** Ids of the victim, by path field and by collection. */
let ids: { project: string; things: string[] };
let before: string;

async function everythingOf(ask: Ask): Promise<string> {
  const lists = [
    '/organization',
    '/projects',
    '/provider-keys',
    '/prices',
    '/management-tokens',
    '/members',
    '/invitations',
    '/teams',
    '/audit-lines',
  ];
  const answers = [...lists, `/projects/${ids.project}/gateway-keys`].map((path) => ask('GET', path));
  return JSON.stringify((await Promise.all(answers)).map(({ body }) => body));
}

beforeAll(async () => {
  const { services } = await testServices();
  const providerKeys = [{ provider: 'openai' }];
  const prices = [{ provider: 'openai', model: 'own', usdPerMillion: { input: '1' } }];
  const owner = await newClient(services, { name: 'Victim', providerKeys, prices });
  victim = owner.ask;
  stranger = (await newClient(services, { name: 'Stranger' })).ask;
  const { projectId, providerKeyIds, gatewayKeyId } = owner.tenant;
  await victim('POST', '/teams', { name: 'Victims' });
  await victim('POST', '/invitations', { email: 'new@example.org', role: 'viewer' });
  const [userId, memberId] = [uuidv7(), uuidv7()];
  await services.sql`insert into users (id, email, name) values (${userId}, 'member@example.org', 'Victim')`;
  await services.sql`
    insert into members (id, organization_id, user_id, role)
    values (${memberId}, ${owner.tenant.organizationId}, ${userId}, 'viewer')`;
  const lists = ['/prices', '/management-tokens', '/teams', '/invitations', '/members'];
  const listed = await Promise.all(lists.map((path) => victim('GET', path)));
  const found = listed.flatMap(({ body }) => JSON.stringify(body['data']).match(uuid) ?? []);
  ids = { project: projectId, things: [projectId, gatewayKeyId, ...providerKeyIds, ...found] };
  before = await everythingOf(victim);
});

/** `path` with every field replaced by an id of the victim. */
function pathsOf({ rest }: Endpoint): string[] {
  const fields = pathFieldsOf(rest.path);
  if (fields.length === 0) return [rest.path];
  const values = fields[0] === 'projectId' ? [ids.project] : ids.things;
  return values.map((id) => rest.path.replace(/\{\w+\}/, id));
}

describe('as an owner of another organization', () => {
  it.each(endpoints.map((endpoint) => [`${endpoint.rest.method} ${endpoint.rest.path}`, endpoint] as const))(
    '%s gives nothing',
    async (_, endpoint) => {
      const takesBody = endpoint.rest.method !== 'GET' && endpoint.rest.method !== 'DELETE';
      for (const path of pathsOf(endpoint)) {
        const { status, body } = await stranger(
          endpoint.rest.method,
          path,
          takesBody ? (bodies[endpoint.procedure] ?? {}) : undefined,
        );
        if (path !== endpoint.rest.path) expect(`${path} ${status}`).toBe(`${path} 404`);
        else expect(`${path} ${status < 300}`).toBe(`${path} true`);
        const text = JSON.stringify(body);
        for (const id of ids.things) expect(text).not.toContain(id);
        expect(text).not.toContain('Victim');
      }
    },
  );

  it('naming a project of the victim in a body or a query gives nothing', async () => {
    const key = {
      provider: 'openai',
      name: 'x',
      secret: 'sk-their-secret-0003',
      projectId: ids.project,
      skipTrial: true,
    };
    expect((await stranger('POST', '/provider-keys', key)).status).toBe(404);
    expect((await stranger('GET', `/provider-keys?projectId=${ids.project}`)).body).toMatchObject({ data: [] });
    expect((await stranger('GET', `/audit-lines?subjectId=${ids.project}`)).body).toMatchObject({ data: [] });
  });

  it('has changed nothing of the victim in all that', async () => {
    expect(await everythingOf(victim)).toBe(before);
    expect(before.match(uuid)?.length).toBeGreaterThan(8);
  });
});
