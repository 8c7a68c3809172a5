import type { Sql } from './client.ts';

/** What ids in usage stand for. */
export type UsageName = {
  readonly id: string;
  readonly kind: 'project' | 'key' | 'member' | 'provider_key';
  readonly name: string;
  /** Of projects: how URLs name it. */
  readonly slug: string | null;
  /** Of keys: the last characters of the text that clients carry. */
  readonly lastFour: string | null;
  /** False: archived, revoked, removed. */
  readonly isActive: boolean;
};

const namesMax = 10_000;

/** The names of everything that usage of this organization may speak of by id, what is gone too; of `ids` when given. */
export function readUsageNames(sql: Sql, organizationId: string, ids?: readonly string[]): Promise<UsageName[]> {
  const only = (column: string) => (ids === undefined ? sql`` : sql`and ${sql(column)} = any(${[...ids]}::uuid[])`);
  return sql<UsageName[]>`
    select id, 'project' as kind, name, slug, null as "lastFour", archived_at is null as "isActive" from projects
    where organization_id = ${organizationId} ${only('id')}
    union all
    select id, 'key', name, null, last_four, revoked_at is null from gateway_keys
    where organization_id = ${organizationId} ${only('id')}
    union all
    select m.id, 'member', u.name, null, null, m.removed_at is null from members m join users u on u.id = m.user_id
    where m.organization_id = ${organizationId} ${only('m.id')}
    union all
    select id, 'provider_key', name, null, last_four, status <> 'disabled' from provider_keys
    where organization_id = ${organizationId} ${only('id')}
    order by 2, 3, 1
    limit ${namesMax}`;
}
