import postgres from 'postgres';

/** int8 as bigint both ways; numeric comes as a decimal string, timestamptz as Date. */
const types = { bigint: postgres.BigInt };

export type Sql = postgres.Sql<{ bigint: bigint }>;
/** A part of a statement. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;
/** The same inside a transaction (`sql.begin`). */
export type TransactionSql = postgres.TransactionSql<{ bigint: bigint }>;

/**
 * A pool of at most `max` (10) connections, opened on demand, reopened after a loss; closed with `sql.end()`. Statements
 * are not named, so that it works behind poolers that hand each transaction another session. Errors are postgres.js'
 * own, see database-error.ts for words.
 */
export function openSql(databaseUrl: string, options: { max?: number } = {}): Sql {
  return postgres(databaseUrl, {
    max: options.max ?? 10,
    types,
    prepare: false,
    connect_timeout: 10,
    // Seconds before the next try to connect: a database that is back is found within one, not within twenty.
    backoff: (failures) => Math.min(2 ** failures / 40, 1),
    idle_timeout: 60,
    connection: { application_name: 'weir' },
    onnotice: () => undefined,
  });
}
