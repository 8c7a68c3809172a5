import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { exportPages } from './export.ts';
import { exportedColumns } from './export-columns.ts';
import { insertCall } from './sample-rows.ts';
import { sealedMark, tenantTables, wholeOrganization } from './whole-organization.test-support.ts';

let sql: Sql;

beforeAll(async () => {
  const { url } = await testDatabase();
  sql = openSql(url, { max: 2 });
});
afterAll(() => sql.end());

type Exported = { readonly kind: string; readonly row: Readonly<Record<string, unknown>> };

async function exported(organizationId: string): Promise<Exported[]> {
  const found: Exported[] = [];
  for await (const { kind, rows } of exportPages(sql, organizationId)) {
    found.push(...rows.map((row) => ({ kind, row })));
  }
  return found;
}

/** What stays: secrets, what is derived from other rows, and what the rest says already. */
const kept: Readonly<Record<string, readonly string[]>> = {
  organizations: ['sealed_data_key'],
  invitations: ['hash'],
  management_tokens: ['hash'],
  gateway_keys: ['hash', 'previous_hash'],
  provider_keys: ['sealed_secret'],
  'usage.feedback': ['label'],
  'usage.quality_states': ['state'],
};
const derived = [
  ...['control_changes', 'project_configs', 'usage.rollups', 'usage.wide_rollups', 'usage.latency_rollups'],
  'usage.wide_latency_rollups',
];
/** Sealed, and kept for the model's use only, for days. */
const sealed = ['usage.response_states'];
/** Exported by queries of their own. */
const apart = ['members', 'team_members', 'usage.attempts'];

async function columnsOf(table: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attname <> 'organization_id'`;
  return rows.map(({ name }) => name);
}

describe('exportPages', () => {
  it('leaves out no column but the secret ones, and no table but the derived ones', async () => {
    const tables = exportedColumns.tables.map(({ table }) => table);
    expect([...tables, ...apart, ...derived, ...sealed].sort()).toEqual(await tenantTables(sql));
    for (const { table, columns } of exportedColumns.tables) {
      expect([table, [...columns, ...(kept[table] ?? [])].sort()]).toEqual([table, (await columnsOf(table)).sort()]);
    }
    const own = [...exportedColumns.organization, ...(kept['organizations'] ?? [])].sort();
    expect(own).toEqual((await columnsOf('organizations')).sort());
  });

  it('gives every row of the organization once, none of another, and nothing secret', async () => {
    const [id, other] = [await wholeOrganization(sql), await wholeOrganization(sql)];
    const rows = await exported(id);
    const counts = Object.entries(Object.groupBy(rows, ({ kind }) => kind)).map(([kind, of]) => [kind, of?.length]);
    expect(Object.fromEntries(counts)).toEqual({
      ...{ organization: 1, member: 1, team: 1, team_member: 1, invitation: 1, project: 1, provider_key: 1 },
      ...{ route: 1, route_version: 1, feedback: 1, quality_state: 1 },
      ...{ gateway_key: 1, custom_price: 1, management_token: 1, audit_line: 3, dead_letter: 1, call: 3, attempt: 6 },
    });
    const text = JSON.stringify(rows);
    expect(text).toContain(id);
    expect(text).not.toContain(other);
    expect(text).not.toContain(sealedMark);
    const hashes = await sql<{ hash: string }[]>`
      select hash from gateway_keys union all select hash from management_tokens union all select hash from invitations`;
    for (const { hash } of hashes) expect(text).not.toContain(hash);
  });

  it('gives decisions and ratings without the hashes of the prompts that they are about', async () => {
    const id = await wholeOrganization(sql, 0);
    const features = 'cXVpbGxmZWF0aGVy';
    const decision = { considered: [], inputs: { seed: 7, features } };
    const own = { organization_id: id, project_id: id };
    const callId = await insertCall(sql, Date.now(), { ...own, decision: sql.json(decision) });
    await insertCall(sql, Date.now() + 60_000, { ...own, decision: sql.json('a word') });
    await sql`update usage.feedback set label = ${sql.json({ features })} where organization_id = ${id}`;
    await sql`update usage.quality_states set state = 'quillfeather' where organization_id = ${id}`;
    const rows = await exported(id);
    const calls = rows.filter(({ kind }) => kind === 'call').map(({ row }) => row);
    expect(calls).toMatchObject([
      { callId, decision: { considered: [], inputs: { seed: 7 } } },
      { decision: 'a word' },
    ]);
    expect(JSON.stringify(rows)).not.toContain(features);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('quillfeather').toString('hex'));
    expect(rows.filter(({ kind }) => kind === 'feedback')).toMatchObject([{ row: { score: 1, sampled: false } }]);
    expect(rows.filter(({ kind }) => kind === 'quality_state')).toMatchObject([{ row: { labels: 0, version: '1' } }]);
  });

  it('tells costs to the last digit, and an unknown one as unknown', async () => {
    const rows = await exported(await wholeOrganization(sql, 1));
    const attempts = rows.filter(({ kind }) => kind === 'attempt').map(({ row }) => row);
    expect(attempts).toMatchObject([
      { attemptNo: 1, cost: { source: 'unknown', usd: null } },
      { attemptNo: 2, cost: { source: 'computed', usd: '1234567.890123456789' } },
    ]);
    expect(attempts[0]).toMatchObject({ callId: expect.any(String), requestedModel: 'groq/llama', route: null });
  });

  it('reads on over page after page', async () => {
    const id = await wholeOrganization(sql, 1);
    await sql`
      insert into usage.attempts (organization_id, call_id, attempt_no, project_id, provider, model, requested_model,
        operation, purpose, streaming, status, started_at, duration_ms, cost_source, cost_pico_usd, cost_lines)
      select ${id}, gen_random_uuid(), no, ${id}, 'p', 'm', 'p/m', 'chat', 'first', false, 'succeeded', now(), 1,
        'computed', n, '[]' from generate_series(1, 700) as n, generate_series(1, 2) as no`;
    for (let index = 0; index < 600; index += 1)
      await insertCall(sql, Date.now(), { organization_id: id, project_id: id });
    const rows = await exported(id);
    const of = (wanted: string) => rows.filter(({ kind }) => kind === wanted);
    expect(new Set(of('attempt').map(({ row }) => `${row['callId']}/${row['attemptNo']}`)).size).toBe(1_402);
    expect(of('attempt')).toHaveLength(1_402);
    expect(new Set(of('call').map(({ row }) => row['callId'])).size).toBe(601);
    expect(of('call')).toHaveLength(601);
  });
});
