import { type AttemptRow, toReceiptAttempt } from './attempt-row.ts';
import type { Sql } from './client.ts';
import { type ExportColumns, exportedColumns } from './export-columns.ts';
import { shownDecision } from './receipt.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one kind as they leave: names in camel case, dates as Date, costs as decimal USD. */
export type ExportedPage = { readonly kind: string; readonly rows: readonly Row[] };

/** What one page holds, and behind which row the next begins; undefined behind the last. */
type Page<At> = { readonly rows: readonly Row[]; readonly next: At | undefined };

const pageRows = 500;

function toCamel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function toRow(stored: Row): Row {
  const entries = Object.entries(stored).map(([name, value]) => {
    return [toCamel(name), typeof value === 'bigint' ? String(value) : value];
  });
  return Object.fromEntries(entries);
}

async function* pages<At>(
  kind: string,
  read: (after: At | undefined) => Promise<Page<At>>,
): AsyncGenerator<ExportedPage> {
  let after: At | undefined;
  do {
    const page = await read(after);
    yield { kind, rows: page.rows };
    after = page.next;
  } while (after !== undefined);
}

/** Columns as they leave. */
function selected(sql: Sql, columns: readonly string[]) {
  const plain = sql`${sql(columns.filter((column) => column !== 'decision'))}`;
  return columns.includes('decision') ? sql`${plain}, ${shownDecision(sql)} as decision` : plain;
}

/** Rows of a table, in the order of their key. */
async function readTable(
  sql: Sql,
  { table, key, columns }: ExportColumns,
  asked: { organizationId: string; after: string | undefined },
): Promise<Page<string>> {
  const { organizationId, after } = asked;
  const at = sql(key);
  const stored = await sql<Row[]>`
    select ${selected(sql, columns)}, ${at}::text as "exportKey" from ${sql(table)}
    where organization_id = ${organizationId} ${after === undefined ? sql`` : sql`and ${at} > ${after}`}
    order by ${at} limit ${pageRows}`;
  const last = stored.length < pageRows ? undefined : stored.at(-1)?.['exportKey'];
  const rows = stored.map(({ exportKey, ...row }) => toRow(row));
  return { rows, next: last === undefined ? undefined : String(last) };
}

async function readOrganization(sql: Sql, organizationId: string): Promise<Row[]> {
  const columns = exportedColumns.organization;
  const rows = await sql<Row[]>`select ${sql([...columns])} from organizations where id = ${organizationId}`;
  return rows.map(toRow);
}

async function readMembers(sql: Sql, organizationId: string, after: string | undefined): Promise<Page<string>> {
  const rows = await sql<(Row & { id: string })[]>`
    select m.id, m.user_id as "userId", u.email, u.name, m.role, m.created_at as "createdAt", m.removed_at as "removedAt"
    from members m join users u on u.id = m.user_id
    where m.organization_id = ${organizationId} ${after === undefined ? sql`` : sql`and m.id > ${after}`}
    order by m.id limit ${pageRows}`;
  return { rows, next: rows.length < pageRows ? undefined : rows.at(-1)?.id };
}

async function readTeamMembers(sql: Sql, organizationId: string): Promise<Row[]> {
  return sql<Row[]>`
    select team_id as "teamId", member_id as "memberId" from team_members
    where organization_id = ${organizationId} order by team_id, member_id`;
}

type AttemptAt = { readonly callId: string; readonly attemptNo: number };
type StoredAttempt = AttemptRow & { readonly call_id: string } & Row;

function toAttempt(row: StoredAttempt): Row {
  const identity = exportedColumns.attemptIdentity.map((column) => [toCamel(column), row[column]]);
  return { ...Object.fromEntries(identity), ...toReceiptAttempt(row) };
}

async function readAttempts(sql: Sql, organizationId: string, after: AttemptAt | undefined): Promise<Page<AttemptAt>> {
  const behind = after && sql`and (call_id, attempt_no) > (${after.callId}::uuid, ${after.attemptNo}::smallint)`;
  const stored = await sql<StoredAttempt[]>`
    select * from usage.attempts where organization_id = ${organizationId} ${behind ?? sql``}
    order by call_id, attempt_no limit ${pageRows}`;
  const last = stored.length < pageRows ? undefined : stored.at(-1);
  const next = last && { callId: last.call_id, attemptNo: last.attempt_no };
  return { rows: stored.map(toAttempt), next };
}

/**
 * Every row of an organization but what is derived from others (compiled documents, rollups) and what is secret. Reads
 * page by page and holds no connection in between; what is written meanwhile may or may not be in it.
 */
export async function* exportPages(sql: Sql, organizationId: string): AsyncGenerator<ExportedPage> {
  yield { kind: 'organization', rows: await readOrganization(sql, organizationId) };
  yield* pages('member', (after: string | undefined) => readMembers(sql, organizationId, after));
  for (const each of exportedColumns.tables) {
    yield* pages(each.kind, (after: string | undefined) => readTable(sql, each, { organizationId, after }));
  }
  yield { kind: 'team_member', rows: await readTeamMembers(sql, organizationId) };
  yield* pages('attempt', (after: AttemptAt | undefined) => readAttempts(sql, organizationId, after));
}
