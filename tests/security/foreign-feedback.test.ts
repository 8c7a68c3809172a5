import { openSql, type Sql } from '@weir/db/sql/client';
import { uuidv7 } from '@weir/runtime/uuid';
import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { createProject } from '@weir/services/projects/create';
import { dumpOrganization } from '@weir/testing/dump';
import { type Stack, startStack } from '@weir/testing/stack';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { until } from './until.ts';

let stack: Stack;
let sql: Sql;
/** Two calls of the stack's own tenant. */
let callIds: string[];

const post = (path: string, token: string, body: object) => ask(stack.gateway.url + path, { token, body });

beforeAll(async () => {
  const tenant = (url: string) => ({ providerKeys: [{ provider: 'openai', baseUrl: `${url}/v1` }] });
  stack = await startStack({ size: 'embedded', tenant });
  sql = openSql(stack.databaseUrl, { max: 2 });
  const call = { model: 'openai/sim-chat', messages: [{ role: 'user', content: 'hello' }] };
  const answers = [
    await post('/v1/chat/completions', stack.tenant.gatewayKey, call),
    await post('/v1/chat/completions', stack.tenant.gatewayKey, call),
  ];
  callIds = answers.map(({ headers }) => headers['x-weir-call-id'] ?? '');
  await until(
    'two calls in the ledger',
    () => sql`select 1 from usage.calls`,
    ({ length }) => length === 2,
  );
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
});

/** What is said of the tenant's calls under `projectId`. */
const saidUnder = (projectId: string) => sql<{ organizationId: string; label: unknown }[]>`
  select organization_id as "organizationId", label from usage.feedback
  where project_id = ${projectId} and (call_id = any(${callIds}) or other_call_id = any(${callIds}))`;

/** Says everything that can be said of the tenant's calls; each is accepted, as it is for a call that nobody has. */
async function sayAll(token: string): Promise<void> {
  const [first = '', second = ''] = callIds;
  const nobodys = (await post('/v1/feedback', token, { callId: uuidv7(), score: 0 })).status;
  for (const body of [
    { callId: first, score: 0 },
    { callId: second, rating: 'bad' },
    { callId: second, over: first, sampled: true },
  ]) {
    const seen = await post('/v1/feedback', token, body);
    expect([seen.status, seen.text]).toEqual([nobodys, JSON.stringify({ callId: body.callId, accepted: true })]);
  }
}

describe("feedback with another's key", () => {
  it('on calls of another organization changes no row of that organization', async () => {
    const { organizationId } = stack.tenant;
    const before = await dumpOrganization(sql, organizationId);
    expect(before.length).toBeGreaterThan(5);
    const stranger = await createTenant(stack.services, { name: 'stranger' });
    const isServed = () => post('/v1/feedback', stranger.gatewayKey, { callId: uuidv7(), score: 1 });
    await until('a key that is known', isServed, ({ status }) => status === 202);
    await sayAll(stranger.gatewayKey);
    const said = await until(
      "the stranger's ratings",
      () => saidUnder(stranger.projectId),
      ({ length }) => length === 3,
    );
    expect(new Set(said.map((row) => row.organizationId))).toEqual(new Set([stranger.organizationId]));
    expect(await dumpOrganization(sql, organizationId)).toEqual(before);
  });

  it('on calls of another project of the organization is that project’s own', async () => {
    const { services, tenant } = stack;
    const other = await createProject(services, tenant.actor, { name: 'other' });
    const { key } = await createGatewayKey(services, tenant.actor, { projectId: other.id, name: 'other' });
    const isServed = () => post('/v1/feedback', key, { callId: uuidv7(), score: 1 });
    await until('a key that is known', isServed, ({ status }) => status === 202);
    await sayAll(key);
    await until(
      'its ratings',
      () => saidUnder(other.id),
      ({ length }) => length === 3,
    );
    expect(await saidUnder(tenant.projectId)).toEqual([]);
    const states = await sql`select 1 from usage.quality_states where project_id = ${tenant.projectId}`;
    expect(states).toHaveLength(0);
  });

  it('that is no good key, or none, leaves nothing', async () => {
    const count = () => sql`select count(*)::int as rows from usage.feedback`;
    const before = await count();
    const [callId] = callIds;
    for (const token of [undefined, 'weir_gk_unknown', stack.tenant.gatewayKey.slice(0, -1)]) {
      const seen = await ask(`${stack.gateway.url}/v1/feedback`, { token, body: { callId, score: 1 } });
      expect(seen.status).toBe(401);
    }
    expect(await count()).toEqual(before);
  });
});
