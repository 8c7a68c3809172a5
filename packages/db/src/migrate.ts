import { advisoryLocks } from './advisory-locks.ts';
import { databaseError } from './database-error.ts';
import { readMigrations } from './migrate/migrations.ts';
import { unmanaged, withSchemaEngine } from './migrate/schema-engine.ts';
import { openSql, type Sql } from './sql/client.ts';

// A migration is one transaction together with its mark in the history: one that was cut short has left nothing behind.
async function forgetUnfinished(sql: Sql): Promise<void> {
  const found = await sql`select to_regclass('public._prisma_migrations') is not null as known`;
  if (found[0]?.known !== true) return;
  await sql`
    update public._prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null`;
}

/**
 * Brings the database up to the migrations in prisma/migrations and names those applied; a second run applies none.
 * Starters that come at once take turns. Throws DatabaseError in one line when the database cannot be used.
 */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  try {
    return await migrateLocked(databaseUrl);
  } catch (error) {
    throw databaseError(error, databaseUrl);
  }
}

async function migrateLocked(databaseUrl: string): Promise<{ applied: string[] }> {
  const migrationsList = await readMigrations();
  const sql = openSql(databaseUrl, { max: 1 });
  try {
    // The lock belongs to the session: the one connection keeps it until it ends.
    await sql`select pg_advisory_lock(${advisoryLocks.migrate}::bigint)`;
    await forgetUnfinished(sql);
    const result = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: unmanaged }),
    );
    return { applied: result.appliedMigrationNames };
  } finally {
    await sql.end({ timeout: 5 });
  }
}
