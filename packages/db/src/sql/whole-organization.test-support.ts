import { uuidv7 } from '@weir/runtime/uuid';
import type { Sql } from './client.ts';
import { insertAttempt, insertCall, insertRollups } from './sample-rows.ts';

const hash = () => crypto.randomUUID().replaceAll('-', '').repeat(2);

/** What stands in every secret column: it must be found nowhere outside. */
export const sealedMark = 'v1.quillfeather';

/** Every table of the database that names an organization, the partitions of a table by themselves. */
export async function tenantTables(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition order by 1`;
  return rows.map(({ name }) => name);
}

/** Each row of one organization, as `table: row`, in a fixed order. */
export async function dumpOf(sql: Sql, organizationId: string): Promise<string[]> {
  const lines: string[] = [];
  const own = await sql<{ row: string }[]>`select t::text as row from organizations t where id = ${organizationId}`;
  lines.push(...own.map(({ row }) => `organizations: ${row}`));
  for (const table of await tenantTables(sql)) {
    const rows = await sql<{ row: string }[]>`
      select t::text as row from ${sql(table)} t where organization_id = ${organizationId}`;
    lines.push(...rows.map(({ row }) => `${table}: ${row}`));
  }
  return lines.sort();
}

async function insertMember(sql: Sql, organizationId: string): Promise<string> {
  const [userId, memberId] = [uuidv7(), uuidv7()];
  await sql`insert into users (id, email, name) values (${userId}, ${`${userId}@example.org`}, 'U')`;
  await sql`
    insert into members (id, organization_id, user_id, role) values (${memberId}, ${organizationId}, ${userId}, 'owner')`;
  return memberId;
}

async function insertPeople(sql: Sql, organizationId: string): Promise<string> {
  const memberId = await insertMember(sql, organizationId);
  const teamId = uuidv7();
  await sql`insert into teams (id, organization_id, name) values (${teamId}, ${organizationId}, 'T')`;
  await sql`
    insert into team_members (organization_id, team_id, member_id) values (${organizationId}, ${teamId}, ${memberId})`;
  await sql`
    insert into invitations (id, organization_id, email, role, hash, expires_at)
    values (${uuidv7()}, ${organizationId}, 'new@example.org', 'viewer', ${hash()}, now())`;
  await sql`
    insert into management_tokens (id, organization_id, name, hash, last_four, role)
    values (${uuidv7()}, ${organizationId}, 'T', ${hash()}, 'abcd', 'viewer')`;
  return memberId;
}

async function insertTraffic(sql: Sql, organizationId: string, memberId: string): Promise<string> {
  const [projectId, keyId] = [uuidv7(), uuidv7()];
  await sql`insert into projects (id, organization_id, name, slug) values (${projectId}, ${organizationId}, 'P', 'p')`;
  await sql`
    insert into project_configs (project_id, organization_id, version, document)
    values (${projectId}, ${organizationId}, 1, '{}')`;
  await sql`
    insert into gateway_keys (id, organization_id, project_id, name, hash, last_four, member_id)
    values (${keyId}, ${organizationId}, ${projectId}, 'K', ${hash()}, 'abcd', ${memberId})`;
  await sql`
    insert into provider_keys (id, organization_id, provider, name, sealed_secret)
    values (${uuidv7()}, ${organizationId}, 'groq', 'G', ${sealedMark})`;
  await sql`
    insert into custom_prices (id, organization_id, provider, model, effective_from, usd_per_million)
    values (${uuidv7()}, ${organizationId}, 'groq', 'llama', now(), '{"input": "0.1"}')`;
  const routeId = uuidv7();
  await sql`
    insert into routes (id, organization_id, project_id, name) values (${routeId}, ${organizationId}, ${projectId}, 'r')`;
  await sql`
    insert into route_versions (id, organization_id, route_id, version, plan, published_by_kind, published_by_id)
    values (${uuidv7()}, ${organizationId}, ${routeId}, 1, '{"strategy": {}}', 'user', 'u')`;
  await sql`insert into control_changes (organization_id, project_id) values (${organizationId}, ${projectId})`;
  return projectId;
}

async function insertUsage(sql: Sql, ids: { organizationId: string; projectId: string }, calls: number): Promise<void> {
  const { organizationId, projectId } = ids;
  const own = { organization_id: organizationId, project_id: projectId };
  for (let index = 0; index < calls; index += 1) {
    const callId = await insertCall(sql, Date.now() - index * 1_000, own);
    await insertAttempt(sql, callId, { ...own, attempt_no: 1, cost_source: 'unknown', cost_pico_usd: null });
    await insertAttempt(sql, callId, { ...own, attempt_no: 2, cost_pico_usd: 1_234_567_890_123_456_789n });
    await insertRollups(sql, [{ ...own, bucket_at: new Date() }]);
  }
  await sql`
    insert into usage.latency_rollups (organization_id, bucket_at, project_id, metric, bin, calls)
    values (${organizationId}, now(), ${projectId}, 'duration', 1, 1)`;
  await sql`
    insert into usage.wide_rollups (organization_id, cut, grain, bucket_at, project_id, route, provider, model, status,
      cost_source, calls, attempts, cost_pico_usd)
    values (${organizationId}, 'model', 'day', now(), ${projectId}, '', 'p', 'm', 'succeeded', 'computed', 1, 1, 1)`;
  await sql`
    insert into usage.wide_latency_rollups (organization_id, cut, grain, bucket_at, project_id, provider, model, metric,
      bin, calls)
    values (${organizationId}, 'all', 'day', now(), ${projectId}, '', '', 'duration', 1, 1)`;
  await sql`
    insert into usage.dead_letters (organization_id, spool_id, segment, "offset", reason, record)
    values (${organizationId}, 's', 1, 2, 'why', '{}')`;
  await sql`
    insert into usage.response_states (organization_id, project_id, response_id, sealed, expires_at)
    values (${organizationId}, ${projectId}, 'r', ${sealedMark}, now() + interval '1 day')`;
  await sql`
    insert into usage.feedback (organization_id, project_id, call_id, score, said_at)
    values (${organizationId}, ${projectId}, ${uuidv7()}, 1, now())`;
  await sql`insert into usage.quality_states (organization_id, project_id) values (${organizationId}, ${projectId})`;
}

/** An organization with at least one row in every table, and `calls` calls of two attempts each. */
export async function wholeOrganization(sql: Sql, calls = 3): Promise<string> {
  const organizationId = uuidv7();
  await sql`
    insert into organizations (id, name, slug, sealed_data_key)
    values (${organizationId}, 'Whole', ${`o-${organizationId}`}, ${sealedMark})`;
  const memberId = await insertPeople(sql, organizationId);
  const projectId = await insertTraffic(sql, organizationId, memberId);
  await insertUsage(sql, { organizationId, projectId }, calls);
  for (let index = 0; index < calls; index += 1) {
    await sql`
      insert into audit_lines (id, organization_id, actor_kind, actor_id, action, subject_kind, subject_id)
      values (${uuidv7()}, ${organizationId}, 'user', 'u', 'a', 's', 'i')`;
  }
  return organizationId;
}
