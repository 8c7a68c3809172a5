import type { RoutePlan } from '@weir/routing/route-plan';

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, of]) => of !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, ordered(of)]));
}

/** What a plan says, as a text: plans that say the same give the same, in whatever order their fields stand. */
export function planSaid(plan: RoutePlan | null): string {
  return JSON.stringify(ordered(plan));
}
