import type { Fragment, Sql } from './client.ts';
import { isUuid } from './is-uuid.ts';
import { QueryError } from './query-error.ts';

/** How a filter names what has no value: a Call without a key, a refused Call's model. */
export const none = '(none)';

/** Values of each field. */
export type UsageValues = {
  /** Ids. */
  readonly project?: readonly string[] | undefined;
  readonly key?: readonly string[] | undefined;
  readonly member?: readonly string[] | undefined;
  readonly provider?: readonly string[] | undefined;
  readonly model?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  /** Of cost; Calls have none. */
  readonly source?: readonly string[] | undefined;
  /** Names; Attempts recorded before they knew their route have none. */
  readonly route?: readonly string[] | undefined;
};

/**
 * What usage is filtered by: each field that is there must have one of its values, and none of those under `not`. Attempts
 * and Calls are told apart by what they have: the model is the Attempt's for cost and the answering one's for Calls.
 */
export type UsageFilters = UsageValues & { readonly not?: UsageValues | undefined };

export type UsageDimension = keyof UsageValues;

const idDimensions = ['project', 'key', 'member'] as const;

const dimensions: readonly UsageDimension[] = [...idDimensions, 'provider', 'model', 'status', 'source', 'route'];

/** The fields that filters name at all. */
export function namedIn({ not = {}, ...values }: UsageFilters): UsageDimension[] {
  return dimensions.filter((name) => values[name] !== undefined || not[name] !== undefined);
}

/** Throws QueryError on an id that is none. */
export function checkFilters({ not = {}, ...values }: UsageFilters): void {
  for (const name of idDimensions) {
    const given = [...(values[name] ?? []), ...(not[name] ?? [])];
    if (given.some((value) => value !== none && !isUuid(value))) {
      throw new QueryError(name, `${name} must be an id, or ${none}.`);
    }
  }
}

/** The columns that hold each dimension; `empty` where a row has none of it at all. */
type Columns = Readonly<Record<UsageDimension, Fragment | 'empty'>>;

/** True or false, never null: the column has one of the values. */
function hasOneOf(sql: Sql, name: UsageDimension, [column, values]: [Fragment | 'empty', readonly string[]]): Fragment {
  const withNone = values.includes(none);
  if (column === 'empty') return withNone ? sql`true` : sql`false`;
  const known = values.filter((value) => value !== none);
  if (!idDimensions.some((id) => id === name)) {
    const texts = withNone ? [...known, ''] : known;
    return sql`${column} = any(${texts}::text[])`;
  }
  const isKnown = sql`(${column} is not null and ${column} = any(${known}::uuid[]))`;
  return withNone ? sql`(${column} is null or ${isKnown})` : isKnown;
}

function where(sql: Sql, { not = {}, ...filters }: UsageFilters, columns: Columns): Fragment {
  return dimensions.reduce((text, name) => {
    const [values, excluded] = [filters[name], not[name]];
    const kept = values === undefined ? text : sql`${text} and ${hasOneOf(sql, name, [columns[name], values])}`;
    return excluded === undefined ? kept : sql`${kept} and not ${hasOneOf(sql, name, [columns[name], excluded])}`;
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
    ...{ source: sql`a.cost_source`, route: sql`coalesce(a.route, '')` },
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
