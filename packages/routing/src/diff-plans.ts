import { diffStrategies } from './diff-strategies.ts';
import { diffValues } from './diff-values.ts';
import type { PlanChange } from './plan-change.ts';
import type { RoutePlan } from './route-plan.ts';

/**
 * What was done to a plan to make another of it, place by place and in words; nothing where they say the same. Children
 * that were moved are told apart from those that came and went.
 */
export function diffPlans(before: RoutePlan, after: RoutePlan): readonly PlanChange[] {
  const { strategy: strategyBefore, ...restBefore } = before;
  const { strategy: strategyAfter, ...restAfter } = after;
  return [
    ...diffStrategies(strategyBefore, strategyAfter, { before: 'strategy', after: 'strategy' }),
    ...diffValues(restBefore, restAfter, ''),
  ];
}
