import type { Sql } from '@weir/db/sql/client';

type Table = { readonly schema: string; readonly name: string; readonly tenant: string | null };

/** Every table that holds rows of its own, with the column that names the tenant where there is one. */
function tablesOf(sql: Sql): Promise<Table[]> {
  return sql<Table[]>`
    select n.nspname as schema, c.relname as name, case
      when n.nspname = 'public' and c.relname = 'organizations' then 'id'
      else (select attname from pg_attribute
        where attrelid = c.oid and attname = 'organization_id' and not attisdropped) end as tenant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
    order by 1, 2`;
}

/** Each row of each table of every schema, as `schema.table: row`. */
export async function dumpDatabase(sql: Sql): Promise<string[]> {
  const lines: string[] = [];
  for (const { schema, name } of await tablesOf(sql)) {
    const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(schema)}.${sql(name)} t`;
    for (const { row } of rows) lines.push(`${schema}.${name}: ${row}`);
  }
  return lines;
}

/** The rows of one organization, in a fixed order. */
export async function dumpOrganization(sql: Sql, organizationId: string): Promise<string[]> {
  const lines: string[] = [];
  for (const { schema, name, tenant } of await tablesOf(sql)) {
    if (tenant === null) continue;
    const rows = await sql<{ row: string }[]>`
      select t::text as row from ${sql(schema)}.${sql(name)} t where ${sql(tenant)} = ${organizationId}`;
    for (const { row } of rows) lines.push(`${schema}.${name}: ${row}`);
  }
  return lines.sort();
}
