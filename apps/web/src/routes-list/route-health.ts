import type { Strategy } from '@weir/routing/route-plan';
import type { Target } from '../health/health-data.ts';
import { type TargetState, targetState, targetStates } from '../health/target-state.ts';

export type RouteTarget = {
  readonly provider: string;
  readonly model: string;
  readonly providerKeyId?: string | undefined;
};

/** Every target that a strategy can reach, in the order in which they stand. */
export function targetsOf(node: Strategy): readonly RouteTarget[] {
  switch (node.kind) {
    case 'target':
      return [node];
    case 'conditional':
      return [...node.when.map(({ use }) => use), node.otherwise].flatMap(targetsOf);
    case 'fallback':
    case 'weighted':
    case 'cheapest':
    case 'fastest':
    case 'smart':
    case 'race':
      return node.children.flatMap(targetsOf);
  }
}

/** How the targets of a route stand: the worst of them, and how many are out. */
export type RouteHealth = {
  readonly worst: TargetState;
  readonly targets: number;
  /** Targets that calls do not go to now: none of their keys can be used. */
  readonly out: number;
};

const isOut = (state: TargetState) => state === 'refused' || state === 'open' || state === 'spent';
const rank = (state: TargetState) => targetStates.indexOf(state);

/** What a target with several keys is: a key that may be used counts for more than one that may not. */
const bestFirst = [
  'well',
  'failing',
  'quiet',
  'probe',
  'spent',
  'open',
  'refused',
] as const satisfies readonly TargetState[];

/** A target is as well as the best of its keys; one that nobody has called lately is quiet. */
function stateOf(wanted: RouteTarget, live: readonly Target[], nowMs: number): TargetState {
  const { provider, model, providerKeyId } = wanted;
  const states = live
    .filter((each) => each.provider === provider && each.model === model)
    .filter((each) => providerKeyId === undefined || each.providerKeyId === providerKeyId)
    .map((each) => targetState(each, nowMs));
  return bestFirst.find((state) => states.includes(state)) ?? 'quiet';
}

/** How the route stands that has this strategy. `nowMs` is by the gateway's clock. */
export function routeHealth(strategy: Strategy, live: readonly Target[], nowMs: number): RouteHealth {
  const states = targetsOf(strategy).map((target) => stateOf(target, live, nowMs));
  const [worst = 'quiet'] = states.toSorted((a, b) => rank(a) - rank(b));
  return { worst, targets: states.length, out: states.filter(isOut).length };
}
