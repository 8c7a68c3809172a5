import '../client/no-eval.ts';
import { faultsOf, type PlanFault, planFaults } from '@weir/routing/plan-faults';
import { type RoutePlan, routePlan } from '@weir/routing/route-plan';
import { type JsonFault, jsonPlaces, placeOfPath, type TextPlace } from './json-places.ts';

/** Something to mend in the JSON of a plan: its path, and where that stands in the text. */
export type TextFault = PlanFault & { readonly place: TextPlace };

/** What a text says: a plan that the form can show, though a value of it may be out of bounds, or none. */
export type Read =
  | { readonly kind: 'plan'; readonly plan: RoutePlan }
  | { readonly kind: 'broken'; readonly faults: readonly TextFault[] };

/** Such as a temperature of 7 or a list without an entry: a form has a place for it, and says what is wrong. */
const outOfBounds = new Set(['too_small', 'too_big', 'invalid_format', 'custom']);

/** True where nothing but bounds is at fault: every field is known and of its type. */
function isShaped(value: unknown): value is RoutePlan {
  const parsed = routePlan.safeParse(value);
  return parsed.success || parsed.error.issues.every(({ code }) => outOfBounds.has(code));
}

const syntaxFault = ({ message, ...place }: JsonFault): TextFault => ({ path: '', message, place });

/** Reads the text of the JSON editor. */
export function readPlan(text: string): Read {
  const read = jsonPlaces(text);
  if (!read.ok) return { kind: 'broken', faults: [syntaxFault(read.fault)] };
  const value: unknown = JSON.parse(text);
  if (isShaped(value)) return { kind: 'plan', plan: value };
  const parsed = routePlan.safeParse(value, { reportInput: true });
  const faults = parsed.success ? [] : faultsOf(parsed.error);
  return { kind: 'broken', faults: faults.map((fault) => ({ ...fault, place: placeOfPath(read.places, fault.path) })) };
}

/** What keeps a plan from being saved. */
export function faultsIn(plan: RoutePlan): readonly PlanFault[] {
  return planFaults(plan);
}
