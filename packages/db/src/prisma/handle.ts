import type { Prisma } from './generated/client.ts';

/** The control plane's database. Opaque: rows are reached through `organization` and `instance` alone. */
export type Database = { readonly kind: 'database'; close(): Promise<void> };

/** An open transaction of `transact`. Opaque like Database. */
export type Transaction = { readonly kind: 'transaction' };

export type Scope = Database | Transaction;

const clients = new WeakMap<Scope, Prisma.TransactionClient>();

/** Ties `scope` to the client that answers for it. */
export function register<Handle extends Scope>(scope: Handle, client: Prisma.TransactionClient): Handle {
  clients.set(scope, client);
  return scope;
}

/** The Prisma client behind `scope`; for the repositories of this folder only. */
export function clientOf(scope: Scope): Prisma.TransactionClient {
  const client = clients.get(scope);
  if (client === undefined) throw new TypeError('This is no handle that openPrisma or transact gave.');
  return client;
}
