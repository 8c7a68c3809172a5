import type { Sql } from '@weir/db/sql/client';
import { expect } from 'vitest';
import { until } from './until.ts';

type Counts = {
  readonly attempts: number;
  readonly interrupted: number;
  readonly calls: number;
  readonly letters: number;
};

/** What Postgres has of an organization. */
export async function countLedger(sql: Sql, organizationId: string): Promise<Counts> {
  const [counts] = await sql<[Counts]>`
    select
      (select count(*)::int from usage.attempts where organization_id = ${organizationId}) as attempts,
      (select count(*)::int from usage.attempts
        where organization_id = ${organizationId} and status = 'interrupted') as interrupted,
      (select count(*)::int from usage.calls where organization_id = ${organizationId}) as calls,
      (select count(*)::int from usage.dead_letters) as letters`;
  return counts;
}

/** The ledger has one Attempt for each of `sent`, none of them interrupted, each in a call, and no dead letter. */
export async function expectLedger(sql: Sql, organizationId: string, sent: number): Promise<Counts> {
  const read = () => countLedger(sql, organizationId);
  const counts = await until('the attempts', read, ({ attempts }) => attempts >= sent);
  expect(counts).toMatchObject({ attempts: sent, interrupted: 0, letters: 0 });
  const [orphans] = await sql<[{ count: number }]>`
    select count(*)::int from usage.attempts a where organization_id = ${organizationId}
      and not exists (select 1 from usage.calls c
        where c.organization_id = a.organization_id and c.call_id = a.call_id and c.attempts = 1)`;
  expect(orphans.count).toBe(0);
  return counts;
}
