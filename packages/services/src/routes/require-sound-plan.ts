import { planFaults } from '@weir/routing/plan-faults';
import type { RoutePlan } from '@weir/routing/route-plan';
import { ServiceError } from '../service-error.ts';

/** What JSON keeps of a plan: fields that are undefined are left out. */
export function toStoredPlan(plan: RoutePlan): Record<string, never> {
  return JSON.parse(JSON.stringify(plan));
}

/** Throws `invalid` naming the first place at fault, bounds of size included. */
export function requireSoundPlan(plan: unknown): void {
  const [fault] = planFaults(plan);
  if (fault === undefined) return;
  const field = fault.path === '' ? 'plan' : `plan.${fault.path}`;
  throw new ServiceError('invalid', `${field}: ${fault.message}.`, { field });
}
