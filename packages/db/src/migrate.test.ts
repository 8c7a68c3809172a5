import { testDatabase } from '@weir/testing/services';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { DatabaseError } from './database-error.ts';
import { readSchema } from './migrate/migrations.ts';
import { unmanaged, withSchemaEngine } from './migrate/schema-engine.ts';
import { migrate } from './migrate.ts';

async function emptyDatabase(): Promise<string> {
  const { url } = await testDatabase();
  const name = `empty_${crypto.randomUUID().slice(0, 8)}`;
  const admin = postgres(url, { max: 1 });
  await admin.unsafe(`create database ${name} template template0`);
  await admin.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

// What Prisma relies on: columns, keys, foreign keys and indexes of schema public; partial indexes it cannot say.
async function shape(url: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1 });
  const columns = await sql`
    select table_name, column_name, data_type, udt_name, is_nullable, column_default from information_schema.columns
    where table_schema = 'public' and table_name not in ('control_changes', '_prisma_migrations') order by 1, 2`;
  const constraints = await sql`
    select conrelid::regclass::text as place, conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where contype in ('p', 'u', 'f') and connamespace = 'public'::regnamespace
      and conrelid::regclass::text not in ('control_changes', '_prisma_migrations') order by 1, 2`;
  const indexes = await sql`
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename not in ('control_changes', '_prisma_migrations')
      and indexdef not like '% WHERE %' order by 1`;
  await sql.end();
  return [...columns, ...constraints, ...indexes];
}

describe('migrate', { timeout: 60_000 }, () => {
  it('applies everything once, also when two start at a time', async () => {
    const url = await emptyDatabase();
    const runs = await Promise.all([migrate(url), migrate(url)]);
    const applied = runs.map((run) => run.applied).filter((names) => names.length > 0);
    expect(applied).toHaveLength(1);
    expect(applied[0]?.slice(0, 2)).toEqual(['00000000000001_control', '00000000000002_usage']);
    expect(await migrate(url)).toEqual({ applied: [] });
  });

  it('takes up a migration that was cut short', async () => {
    const url = await emptyDatabase();
    const sql = postgres(url, { max: 1 });
    await sql`create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
      finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;
    await sql`insert into _prisma_migrations (id, checksum, migration_name)
      values (${crypto.randomUUID()}, 'x', '00000000000001_control')`;
    await sql.end();
    expect((await migrate(url)).applied).toContain('00000000000001_control');
  });

  it('makes exactly the tables of the Prisma schema', async () => {
    const [migrated, described] = await Promise.all([testDatabase(), emptyDatabase()]);
    const files = await readSchema();
    const { stdout } = await withSchemaEngine(described, (engine) =>
      engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: unmanaged,
      }),
    );
    const sql = postgres(described, { max: 1, onnotice: () => undefined });
    await sql.unsafe(stdout ?? '');
    await sql.end();
    const expected = await shape(described);
    expect(expected.length).toBeGreaterThan(100);
    expect(await shape(migrated.url)).toEqual(expected);
  });

  it.each([
    ['a server that is not there', () => 'postgresql://u:hunter2@127.0.0.1:1/x', /nothing listens there/],
    ['a wrong password', (url: string) => url.replace(/:[^:@]*@/, ':hunter2@'), /user or password are wrong/],
    ['a missing database', (url: string) => `${url}_nope`, /database does not exist/],
    ['what is no URL', () => 'hunter2', /is no URL/],
  ])('says in one line without the password what is wrong: %s', async (_, wrong, reason) => {
    const { url } = await testDatabase();
    const error = await migrate(wrong(url)).catch((thrown: unknown) => thrown);
    if (!(error instanceof DatabaseError)) throw new Error('no DatabaseError');
    const { message } = error;
    expect(message).toMatch(reason);
    expect(message).not.toMatch(/\n|hunter2/);
  });
});

describe('the tables', () => {
  it('keep published versions of routes as they are', async () => {
    const sql = postgres((await testDatabase()).url, { max: 1 });
    const id = crypto.randomUUID();
    await sql`insert into organizations (id, name, slug, sealed_data_key) values (${id}, 'A', 'a', 'v1.x')`;
    await sql`insert into projects (id, organization_id, name, slug) values (${id}, ${id}, 'P', 'p')`;
    await sql`insert into routes (id, organization_id, project_id, name) values (${id}, ${id}, ${id}, 'r')`;
    await sql`insert into route_versions (id, organization_id, route_id, version, plan, published_by_kind,
      published_by_id) values (${id}, ${id}, ${id}, 1, '{}', 'user', 'u')`;
    await expect(sql`update route_versions set plan = '{"a": 1}'`).rejects.toThrow(/never changed/);
    await expect(sql`delete from route_versions`).rejects.toThrow(/never changed/);
    const again = sql`insert into routes (id, organization_id, project_id, name)
      values (${crypto.randomUUID()}, ${id}, ${id}, 'r')`;
    await expect(again).rejects.toThrow(/routes_live_name/);
    await sql.end();
  });

  it('keep audit lines and ledger lines as they are', async () => {
    const sql = postgres((await testDatabase()).url, { max: 1 });
    const organization = crypto.randomUUID();
    await sql`insert into organizations (id, name, slug, sealed_data_key) values (${organization}, 'A', 'a', 'v1.x')`;
    await sql`insert into audit_lines (id, organization_id, actor_kind, actor_id, action, subject_kind, subject_id)
      values (${crypto.randomUUID()}, ${organization}, 'user', 'u', 'project.create', 'project', 'p')`;
    await expect(sql`update audit_lines set action = 'x'`).rejects.toThrow(/never changed/);
    await expect(sql`delete from audit_lines`).rejects.toThrow(/never changed/);
    await sql`insert into usage.attempts (organization_id, call_id, attempt_no, project_id, provider, model,
        requested_model, operation, purpose, streaming, status, started_at, duration_ms, cost_source, cost_lines)
      values (${organization}, ${crypto.randomUUID()}, 1, ${organization}, 'groq', 'm', 'm', 'chat', 'first', false,
        'succeeded', now(), 1, 'unknown', '[]')`;
    await expect(sql`update usage.attempts set cost_source = 'computed', cost_pico_usd = 0`).rejects.toThrow(
      /never changed/,
    );
    await sql.end();
  });

  it('refuse a secret that is not sealed', async () => {
    const sql = postgres((await testDatabase()).url, { max: 1 });
    const organization = crypto.randomUUID();
    await sql`insert into organizations (id, name, slug, sealed_data_key) values (${organization}, 'A', 'a', 'v1.x')`;
    const insert = sql`insert into provider_keys (id, organization_id, provider, name, sealed_secret)
      values (${crypto.randomUUID()}, ${organization}, 'groq', 'k', 'gsk_plain')`;
    await expect(insert).rejects.toThrow(/provider_keys_sealed/);
    await sql.end();
  });
});
