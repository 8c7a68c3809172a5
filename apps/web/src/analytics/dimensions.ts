/** What usage can be narrowed to, in the order in which chips stand. */
export const dimensions = ['project', 'model', 'provider', 'key', 'member', 'route', 'status', 'source'] as const;
export type Dimension = (typeof dimensions)[number];

/** What amounts can be stacked by. */
export const groups = ['model', 'provider', 'route', 'key', 'member', 'project'] as const;
export type Group = (typeof groups)[number];

/** How a filter names what has no value, such as a call without a key. */
export const none = '(none)';

type Words = { readonly one: string; readonly many: string; readonly none: string };

/** The words of each dimension; `none` is what has no value in it. */
export const dimensionWords: Readonly<Record<Dimension, Words>> = {
  project: { one: 'Project', many: 'projects', none: 'no project' },
  model: { one: 'Model', many: 'models', none: 'no model' },
  provider: { one: 'Provider', many: 'providers', none: 'no provider' },
  key: { one: 'Gateway key', many: 'gateway keys', none: 'no key' },
  member: { one: 'Member', many: 'members', none: 'no member' },
  route: { one: 'Route', many: 'routes', none: 'no route' },
  status: { one: 'Status', many: 'statuses', none: 'no status' },
  source: { one: 'Cost source', many: 'cost sources', none: 'no cost' },
};

export function isDimension(name: string): name is Dimension {
  return dimensions.some((each) => each === name);
}
