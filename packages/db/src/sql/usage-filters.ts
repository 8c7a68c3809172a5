import type { Fragment, Sql } from './client.ts';
import { isUuid } from './is-uuid.ts';
import { QueryError } from './query-error.ts';

/** How a filter names what has no value: a Call without a key, a refused Call's model. */
export const none = '(none)';

/**
 * What usage is filtered by: each field that is there must have one of its values, all fields together. Attempts and
 * Calls are told apart by what they have: the model is the Attempt's for cost and the answering one's for Calls.
 */
export type UsageFilters = {
  /** Ids. */
  readonly project?: readonly string[] | undefined;
  readonly key?: readonly string[] | undefined;
  readonly member?: readonly string[] | undefined;
  readonly provider?: readonly string[] | undefined;
  readonly model?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  /** Of cost; Calls have none. */
  readonly source?: readonly string[] | undefined;
  /** Of Calls; Attempts have none. */
  readonly route?: readonly string[] | undefined;
};

export type UsageDimension = keyof UsageFilters;

const idDimensions = ['project', 'key', 'member'] as const;

/** Throws QueryError on an id that is none. */
export function checkFilters(filters: UsageFilters): void {
  for (const name of idDimensions) {
    const wrong = filters[name]?.find((value) => value !== none && !isUuid(value));
    if (wrong !== undefined) throw new QueryError(name, `${name} must be an id, or ${none}.`);
  }
}

/** True when all that `filters` names is the same for a Call and its Attempts. */
export function isOfCalls({ provider, model, status, source, route }: UsageFilters): boolean {
  return [provider, model, status, source, route].every((values) => values === undefined);
}

/** The columns that hold each dimension; `empty` where a row has none of it at all. */
type Columns = Readonly<Record<UsageDimension, Fragment | 'empty'>>;

function condition(sql: Sql, name: UsageDimension, [column, values]: [Fragment | 'empty', readonly string[]]) {
  const withNone = values.includes(none);
  if (column === 'empty') return withNone ? sql`` : sql`and false`;
  const known = values.filter((value) => value !== none);
  if (!idDimensions.some((id) => id === name)) {
    const texts = withNone ? [...known, ''] : known;
    return sql`and ${column} = any(${texts}::text[])`;
  }
  const isKnown = sql`${column} = any(${known}::uuid[])`;
  return withNone ? sql`and (${isKnown} or ${column} is null)` : sql`and ${isKnown}`;
}

function where(sql: Sql, filters: UsageFilters, columns: Columns): Fragment {
  const names: readonly UsageDimension[] = [...idDimensions, 'provider', 'model', 'status', 'source', 'route'];
  return names.reduce((text, name) => {
    const values = filters[name];
    return values === undefined ? text : sql`${text} ${condition(sql, name, [columns[name], values])}`;
  }, sql``);
}

/** `and ...` for rows of a rollup called r. */
export function whereRollup(sql: Sql, filters: UsageFilters): Fragment {
  return where(sql, filters, {
    ...{ project: sql`r.project_id`, key: sql`r.gateway_key_id`, member: sql`r.member_id` },
    ...{ provider: sql`r.provider`, model: sql`r.model`, status: sql`r.status` },
    ...{ source: sql`r.cost_source`, route: sql`r.route` },
  });
}

/** `and ...` for Attempts called a: those that a rollup with these filters counts. */
export function whereAttempt(sql: Sql, filters: UsageFilters): Fragment {
  return where(sql, filters, {
    ...{ project: sql`a.project_id`, key: sql`a.gateway_key_id`, member: sql`a.member_id` },
    ...{ provider: sql`a.provider`, model: sql`a.model`, status: sql`a.status` },
    ...{ source: sql`a.cost_source`, route: 'empty' },
  });
}

/** `and ...` for Calls called c: those that a rollup with these filters counts. */
export function whereCall(sql: Sql, filters: UsageFilters): Fragment {
  return where(sql, filters, {
    ...{ project: sql`c.project_id`, key: sql`c.gateway_key_id`, member: sql`c.member_id` },
    ...{ provider: sql`coalesce(c.provider, '')`, model: sql`coalesce(c.model, '')`, status: sql`c.status` },
    ...{ source: 'empty', route: sql`coalesce(c.route, '')` },
  });
}
