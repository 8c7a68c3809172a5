import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';
import { type Database, register, type Transaction } from './handle.ts';

export type { Database, Scope, Transaction } from './handle.ts';

const roots = new WeakMap<Database, PrismaClient>();

/** A pool of at most `max` (10) connections to the control plane; opened on first use, closed with `close()`. */
export function openPrisma(databaseUrl: string, options: { max?: number } = {}): Database {
  const max = options.max ?? 10;
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: 10_000,
    application_name: 'weir',
  });
  const client = new PrismaClient({ adapter });
  const database: Database = { kind: 'database', close: () => client.$disconnect() };
  roots.set(database, client);
  return register(database, client);
}

/**
 * Runs `work` in one transaction (READ COMMITTED, at most 30 s): all of it is kept when it returns, none when it
 * throws.
 */
export function transact<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = roots.get(database);
  if (client === undefined) throw new TypeError('This is no database that openPrisma opened.');
  const limits = { maxWait: 10_000, timeout: 30_000 };
  return client.$transaction((tx) => work(register<Transaction>({ kind: 'transaction' }, tx)), limits);
}
