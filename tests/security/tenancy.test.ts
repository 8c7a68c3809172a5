import { createHash } from 'node:crypto';
import { mintGatewayKey } from '@weir/access/gateway-key';
import { signInternal } from '@weir/access/internal-token';
import { mintManagementToken } from '@weir/access/management-token';
import { openSql, type Sql } from '@weir/db/sql/client';
import { uuidv7 } from '@weir/runtime/uuid';
import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { createInvitation } from '@weir/services/invitations/create';
import { createManagementToken } from '@weir/services/management-tokens/create';
import { revokeManagementToken } from '@weir/services/management-tokens/revoke';
import { listPrices } from '@weir/services/prices/list';
import { createProject } from '@weir/services/projects/create';
import { createTeam } from '@weir/services/teams/create';
import { dumpOrganization } from '@weir/testing/dump';
import { testMasterKey } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRoute } from './add-route.ts';
import { type Asking, ask, type Seen } from './ask.ts';
import { bodyOf, fillPath, gist, isId, type Operation, readOperations } from './openapi.ts';
import { addCustomer, type Customer, type Product, startProduct, withToken } from './product.ts';
import { until } from './until.ts';

/** Stands in every name of the first customer, so that it can be found wherever it should not be. */
const mark = 'quillfeather';

let product: Product;
let sql: Sql;
let operations: Operation[];
let a: Customer;
let b: Customer;
/** Of A, by what the path in front of `{id}` is called. */
let idsOfA: Readonly<Record<string, string>>;
let callId: string;

const tenant = (url: string) => ({
  name: mark,
  providerKeys: [{ provider: 'openai', name: mark, baseUrl: `${url}/v1` }],
  prices: [{ provider: 'openai', model: mark, usdPerMillion: { input: '1' } }],
});

async function addMember({ organizationId }: Customer): Promise<string> {
  const [userId, memberId] = [uuidv7(), uuidv7()];
  await sql`insert into users (id, email, name) values (${userId}, ${`${mark}@example.com`}, ${mark})`;
  await sql`
    insert into members (id, organization_id, user_id, role) values (${memberId}, ${organizationId}, ${userId}, 'viewer')`;
  return memberId;
}

/** Letters are numbered: a number that stands nowhere by chance. */
const deadLetterId = '4815162342108';

async function addDeadLetter({ organizationId }: Customer): Promise<string> {
  const [letter] = await sql<[{ id: string }]>`
    insert into usage.dead_letters (id, organization_id, spool_id, segment, "offset", reason, record)
    overriding system value values (${deadLetterId}, ${organizationId}, ${mark}, 1, 1, ${mark}, '{}') returning id::text`;
  return letter.id;
}

const invite = ({ actor }: Customer) =>
  createInvitation(product.services, actor, { email: `${mark}-invited@example.com`, role: 'viewer' });

const chat = (token: string, body: object = {}): Promise<Seen> =>
  ask(`${product.gateway.url}/v1/chat/completions`, {
    token,
    body: { model: 'openai/sim-chat', messages: [{ role: 'user', content: 'hello' }], ...body },
  });

const rest = (path: string, asking: Asking): Promise<Seen> => ask(`${product.web.url}/api/v1${path}`, asking);

beforeAll(async () => {
  product = await startProduct({ size: 'embedded', tenant });
  sql = openSql(product.databaseUrl, { max: 2 });
  a = await withToken(product, product.tenant);
  b = await addCustomer(product, { name: 'stranger' });
  operations = await readOperations(product.web.url);
  const { data: prices } = await listPrices(product.services, a.actor, {});
  const spare = await createManagementToken(product.services, a.actor, { name: mark, role: 'viewer' });
  idsOfA = {
    projects: a.projectId,
    'gateway-keys': a.gatewayKeyId,
    'provider-keys': a.providerKeyIds[0] ?? '',
    prices: prices[0]?.id ?? '',
    'management-tokens': spare.id,
    members: await addMember(a),
    teams: (await createTeam(product.services, a.actor, { name: mark })).id,
    invitations: (await invite(a)).id,
    organizations: a.organizationId,
    'dead-letters': await addDeadLetter(a),
    routes: await addRoute(product, a, mark),
  };
  const answer = await chat(a.gatewayKey);
  callId = answer.headers['x-weir-call-id'] ?? '';
  idsOfA = { ...idsOfA, calls: callId };
  const receipt = () => rest(`/calls/${callId}`, { token: a.token });
  await until('the call of A in the ledger', receipt, ({ status }) => status === 200);
});
afterAll(async () => {
  await sql.end();
  await product.stop();
});

/** The id of A that belongs at the field of `path`. */
function idAt(path: string): string {
  const collection = /\/([\w-]+)\/\{/.exec(path)?.[1] ?? '';
  const id = idsOfA[collection];
  if (id === undefined) throw new Error(`This test knows no ${collection}: teach it, ${path} must be tried as well.`);
  return id;
}

/** An id of the same form that nobody has. */
const nobodys = (id: string) => (id === deadLetterId ? `${deadLetterId}0` : uuidv7());

/** The path of an operation with `id` in it, and what its query has to hold. */
function pathWith({ path, queryNeeded }: Operation, id: string): string {
  return `${fillPath(path, () => id)}?${new URLSearchParams(queryNeeded)}`;
}

function expectNothingOfA(seen: Seen): void {
  const said = `${JSON.stringify(seen.headers)} ${seen.text}`;
  const found = [mark, a.organizationId, ...Object.values(idsOfA)].filter((word) => said.includes(word));
  expect(`${seen.method} ${seen.url} ${found}`).toBe(`${seen.method} ${seen.url} `);
}

const titleOf = ({ method, path }: Operation) => `${method} ${path}`;

/** Runs `each` over operations and names the one at fault. */
async function forEvery(chosen: readonly Operation[], each: (operation: Operation) => Promise<void>): Promise<void> {
  expect(chosen.length).toBeGreaterThan(0);
  for (const operation of chosen) {
    await each(operation).catch((error: unknown) => {
      throw new Error(`${titleOf(operation)}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}

describe("a member of another organization, with A's ids", () => {
  let before: string[];
  beforeAll(async () => {
    before = await dumpOrganization(sql, a.organizationId);
    expect(before.length).toBeGreaterThan(10);
  });

  it('in the path finds nothing, as for an id that nobody has', async () => {
    const chosen = operations.filter(({ pathFields }) => pathFields.length > 0);
    await forEvery(chosen, async (operation) => {
      const { method, path } = operation;
      const to = (id: string) => rest(pathWith(operation, id), { method, token: b.token, body: bodyOf(operation) });
      const seen = await to(idAt(path));
      expect(seen.status).toBe(404);
      expect(gist(seen)).toBe(gist(await to(nobodys(idAt(path)))));
      expectNothingOfA({ ...seen, url: path });
      expect((await to(idAt(path).toUpperCase())).status).toBe(404);
    });
  });

  it('of every kind at every path finds nothing', async () => {
    const chosen = operations.filter(({ pathFields }) => pathFields.length > 0);
    await forEvery(chosen, async (operation) => {
      for (const id of Object.values(idsOfA)) {
        const { method } = operation;
        const seen = await rest(pathWith(operation, id), { method, token: b.token, body: bodyOf(operation) });
        expect(seen.status).toBe(404);
      }
    });
  });

  it('in the body gets what an id that nobody has gets', async () => {
    const ownOfB: Readonly<Record<string, string>> = { projects: b.projectId, 'gateway-keys': b.gatewayKeyId };
    const withIds = operations.filter(({ body }) => Object.values(body?.properties ?? {}).some(isId));
    expect(withIds.map(titleOf)).toEqual(
      expect.arrayContaining(['POST /provider-keys', 'POST /projects/{projectId}/gateway-keys']),
    );
    await forEvery(withIds, async (operation) => {
      const { method, body } = operation;
      const path = fillPath(operation.path, () => ownOfB[/\/([\w-]+)\/\{/.exec(operation.path)?.[1] ?? ''] ?? '');
      const fields = Object.entries(body?.properties ?? {}).filter(([, field]) => isId(field));
      for (const [field] of fields) {
        for (const id of Object.values(idsOfA)) {
          const send = (value: string) =>
            rest(path, { method, token: b.token, body: bodyOf(operation, { [field]: value }) });
          const seen = await send(id);
          expect([400, 404]).toContain(seen.status);
          expect(gist(seen)).toBe(gist(await send(nobodys(id))));
          expectNothingOfA(seen);
        }
      }
    });
  });

  it('in the query sees nothing', async () => {
    const chosen = operations.filter(({ method, query }) => method === 'GET' && Object.keys(query).length > 0);
    await forEvery(chosen, async ({ path, query, queryNeeded }) => {
      const own = fillPath(path, () => b.projectId);
      const texts = Object.entries(query).filter(([, field]) => field.type === 'string' && field.enum === undefined);
      for (const [name] of texts) {
        for (const id of Object.values(idsOfA)) {
          const forms = name === 'cursor' ? [id, Buffer.from(id).toString('base64url')] : [id];
          for (const value of forms) {
            const asked = new URLSearchParams({ ...queryNeeded, [name]: value });
            const seen = await rest(`${own}?${asked}`, { token: b.token });
            expect([200, 400, 404]).toContain(seen.status);
            if (seen.status === 200) expectNothingOfA({ ...seen, text: seen.text.replaceAll(value, '') });
          }
        }
      }
    });
  });

  it('asking for all there is sees nothing', async () => {
    const chosen = operations.filter(({ method, pathFields }) => method === 'GET' && pathFields.length === 0);
    await forEvery(chosen, async ({ path, query, queryNeeded }) => {
      const limit = query['limit'] === undefined ? {} : { limit: String(query['limit'].maximum) };
      const seen = await rest(`${path}?${new URLSearchParams({ ...queryNeeded, ...limit })}`, { token: b.token });
      expect(seen.status).toBe(200);
      expectNothingOfA(seen);
    });
  });

  it('writing its own things touches nothing', async () => {
    const chosen = operations.filter(({ method, pathFields }) => method !== 'GET' && pathFields.length === 0);
    await forEvery(chosen, async (operation) => {
      const { method, path } = operation;
      const seen = await rest(path, { method, token: b.token, body: bodyOf(operation) });
      expect(seen.status).toBeLessThan(300);
      expectNothingOfA(seen);
    });
  });

  it('has changed no row of A', async () => {
    expect(await dumpOrganization(sql, a.organizationId)).toEqual(before);
  });
});

describe('a caller without a good token', () => {
  const unusable = async (): Promise<Record<string, Record<string, string>>> => {
    const short = { name: 'short', role: 'owner', expiresAt: new Date(Date.now() + 1_000).toISOString() } as const;
    const expiring = await createManagementToken(product.services, a.actor, short);
    const revoked = await createManagementToken(product.services, a.actor, { name: 'revoked', role: 'owner' });
    await revokeManagementToken(product.services, a.actor, { id: revoked.id });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    return {
      none: {},
      empty: { authorization: '' },
      'no token': { authorization: 'Bearer ' },
      'another scheme': { authorization: `Basic ${a.token}` },
      'another header': { 'x-api-key': a.token },
      malformed: bearer('weir_mt_nothing'),
      unknown: bearer(mintManagementToken()),
      'cut short': bearer(a.token.slice(0, -1)),
      'in another case': bearer(a.token.toLowerCase()),
      'a gateway key': bearer(a.gatewayKey),
      'the hash of a token': bearer(createHash('sha256').update(a.token).digest('hex')),
      'much too long': bearer('x'.repeat(8_000)),
      expired: bearer(expiring.token),
      revoked: bearer(revoked.token),
    };
  };

  it('gets 401 at every operation, and changes nothing', async () => {
    const headers = await unusable();
    const before = await dumpOrganization(sql, a.organizationId);
    await forEvery(operations, async (operation) => {
      const { method, path, pathFields } = operation;
      const url = pathFields.length === 0 ? path : fillPath(path, () => idAt(path));
      for (const [name, each] of Object.entries(headers)) {
        const seen = await rest(url, { method, headers: each, body: bodyOf(operation) });
        expect(`${name} ${seen.status} ${seen.headers['www-authenticate']}`).toBe(`${name} 401 Bearer`);
        expectNothingOfA({ ...seen, url: path });
      }
    });
    expect(await dumpOrganization(sql, a.organizationId)).toEqual(before);
  });
});

describe("another organization's gateway key", () => {
  let key: string;
  beforeAll(async () => {
    key = (await addCustomer(product, { name: 'newcomer' })).gatewayKey;
  });

  it("reads no receipt of A's call", async () => {
    const receipt = (token: string, id: string) => ask(`${product.gateway.url}/v1/calls/${id}`, { token });
    const own = await receipt(a.gatewayKey, callId);
    expect([own.status, own.text.includes(callId)]).toEqual([200, true]);
    const seen = await receipt(key, callId);
    expect([seen.status, seen.headers['x-weir-error']]).toEqual([404, 'call_not_found']);
    expectNothingOfA({ ...seen, url: '' });
    const nobodys = await receipt(key, uuidv7());
    const withoutIds = ({ text }: Seen) => text.replaceAll(/[0-9a-f-]{36}/g, '');
    expect(withoutIds(seen)).toBe(withoutIds(nobodys));
  });

  it('of another project of the same organization reads none either', async () => {
    const other = await createProject(product.services, a.actor, { name: 'other' });
    const own = await createGatewayKey(product.services, a.actor, { projectId: other.id, name: 'other' });
    expect((await ask(`${product.gateway.url}/v1/calls/${callId}`, { token: own.key })).status).toBe(404);
  });

  it("makes no call with A's provider keys, and lists none of A's models", async () => {
    const ledger = () => ask(`${product.simulator.url}/__ledger`);
    const before = (await ledger()).text;
    for (const model of ['openai/sim-chat', `openai/${mark}`, mark, `${a.providerKeyIds[0]}/sim-chat`]) {
      const seen = await chat(key, { model });
      expect(`${model} ${seen.status} ${seen.headers['x-weir-error']}`).toBe(`${model} 404 model_not_found`);
    }
    expect((await ledger()).text).toBe(before);
    const models = await ask(`${product.gateway.url}/v1/models`, { token: key });
    expect(models.status).toBe(200);
    expectNothingOfA(models);
    expect((await ask(`${product.gateway.url}/v1/models`, { token: a.gatewayKey })).text).toContain(mark);
  });

  it('opens no internal door', async () => {
    const paths = ['/internal/ledger', '/internal/status', `/internal/provider-keys/${a.providerKeyIds[0]}/models`];
    const { organizationId, projectId, providerKeyIds } = a;
    const own = { organizationId, projectId };
    const trial = { ...own, purpose: 'trial', providerKeyId: providerKeyIds[0] ?? '' } as const;
    const playground = { ...own, purpose: 'playground', memberId: uuidv7() } as const;
    const forged = [trial, playground].map((claims) => signInternal(testMasterKey().masterKey, claims, Date.now()));
    const late = [trial, playground].map((claims) =>
      signInternal(product.services.masterKey, claims, Date.now() - 120_000),
    );
    const unsigned = forged.map((token) => `${token.split('.')[0]}.`);
    for (const token of [undefined, key, b.token, ...forged, ...late, ...unsigned]) {
      for (const path of paths) expect((await ask(product.gateway.url + path, { token })).status).toBe(401);
      if (token !== key) expect((await chat(token ?? '')).status).toBe(401);
    }
    const admin = signInternal(product.services.masterKey, { ...own, purpose: 'admin' }, Date.now());
    expect((await chat(admin)).status).toBe(401);
    expect((await ask(`${product.gateway.url}/internal/ledger`, { token: admin })).status).toBe(200);
  });

  it('that nobody has, and a management token, are refused alike', async () => {
    for (const token of [mintGatewayKey(), a.token, `${a.gatewayKey.slice(0, -1)}!`]) {
      const seen = await chat(token);
      expect([seen.status, seen.headers['x-weir-error']]).toEqual([401, 'invalid_key']);
      expectNothingOfA(seen);
    }
  });
});

describe('what no client of the management API would send', () => {
  const nested = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  it.each([
    ['nothing that is JSON', { body: '{"name":' }, 400],
    ['a list', { body: '[]' }, 400],
    ['another type', { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    [
      'invalid UTF-8',
      { body: Buffer.from('{"name":"\xff"}', 'latin1'), headers: { 'content-type': 'application/json' } },
      400,
    ],
    ['a nesting of 100,000', { body: nested }, 400],
    ['two megabytes', { body: { name: 'x'.repeat(2_000_000) } }, 413],
    ['a NUL', { body: { name: 'a\0b' } }, 400],
    ['half a character', { body: { name: 'a\ud800b' } }, 400],
    ['an inherited field', { body: '{"name":"x","__proto__":{"role":"owner"}}' }, 400],
    ['an unknown field', { body: { name: 'x', organizationId: uuidv7() } }, 400],
    ['limits, which are not kept yet', { body: { name: 'x', limits: { requestsPerMinute: 1 } } }, 400],
  ])('%s is refused', async (_, asking, status) => {
    const seen = await rest('/projects', { method: 'POST', token: b.token, ...asking });
    expect(seen.status).toBe(status);
    expect(seen.headers['content-type']).toBe('application/problem+json');
  });

  it.each([
    ['/projects?limit=1e9', 400],
    ['/projects?limit=1&limit=2', 400],
    ['/projects?cursor=%00', 400],
    ["/projects?cursor=';drop table users--", 400],
    ['/audit-lines?subjectId=%00', 400],
    ['/projects/%00', 404],
    ['/projects/..%2f..%2forganization', 404],
    ['/nothing', 404],
  ])('%s is refused', async (path, status) => {
    expect((await rest(path, { token: b.token })).status).toBe(status);
  });
});

describe("A's own token", () => {
  it('finds what the others did not, at every path', async () => {
    // What ends a thing comes last, its container at the very end.
    const ends = ({ path }: Operation) => [path === '/routes/{id}', path.startsWith('/projects')].lastIndexOf(true) + 2;
    const rank = (operation: Operation) => (operation.method === 'DELETE' ? ends(operation) : 0);
    const chosen = operations.filter(({ pathFields }) => pathFields.length > 0).sort((x, y) => rank(x) - rank(y));
    await forEvery(chosen, async (operation) => {
      const { method, path } = operation;
      const url = fillPath(path, (field) => (field === 'version' ? '1' : idAt(path)));
      // What ends with its name typed: the name that it has by now.
      const named = path === '/routes/{id}' && method === 'DELETE' ? await rest(url, { token: a.token }) : undefined;
      const name = /"name":"([^"]+)"/.exec(named?.text ?? '')?.[1];
      const query = name === undefined ? '' : `?${new URLSearchParams({ confirmName: name })}`;
      const seen = await rest(url + query, { method, token: a.token, body: bodyOf(operation) });
      expect(seen.status).toBeLessThan(300);
    });
  });
});
