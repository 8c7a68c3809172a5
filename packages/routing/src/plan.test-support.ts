import { type Candidate, candidateId } from './candidate.ts';
import type { PlanInput, RoutedPlan } from './decision.ts';
import type { LiveLatency, LiveTarget } from './live.ts';
import { planRoute } from './plan-route.ts';
import type { Refusal } from './refusal.ts';
import type { RequestFacts } from './request-facts.ts';
import type { RoutePlan, Strategy, TargetNode } from './route-plan.ts';

function named(name: string): { readonly provider: string; readonly model: string } {
  const [provider = '', model = ''] = name.split('/');
  return { provider, model };
}

/** The candidate `provider/model`, through a key that is called as its provider is. */
export function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  const { provider, model } = named(name);
  const target = { provider, model, providerKeyId: more.providerKeyId ?? provider };
  return { ...target, id: candidateId(target), capabilities: {}, prices: undefined, keyWeight: 1, ...more };
}

/** USD per million tokens, as candidates carry it. */
export function priced(input: number, output: number, cacheRead?: number): Pick<Candidate, 'prices'> {
  const read = cacheRead === undefined ? {} : { cacheRead: cacheRead / 1e6 };
  return { prices: { input: input / 1e6, output: output / 1e6, ...read } };
}

export function node(name: string, more: Partial<TargetNode> = {}): TargetNode {
  return { kind: 'target', ...named(name), ...more };
}

export const well: LiveTarget = { breaker: 'closed', inFlight: 0, latency: {} };

/** A target that is well, with its times for small prompts. */
export function timed(firstTokenMs: number, more: Partial<LiveLatency> = {}): LiveTarget {
  const small = { samples: 50, firstTokenP50Ms: firstTokenMs, firstTokenP95Ms: firstTokenMs * 2, ...more };
  return { ...well, latency: { small } };
}

export const facts: RequestFacts = { operation: 'chat', streaming: true, inputTokens: 100, needs: [] };

/** What differs from a call of the route `chat` that has targets `a/m` and `b/m` in order. */
export type Asked = Partial<Omit<PlanInput, 'health' | 'plan' | 'facts'>> & {
  readonly strategy?: Strategy;
  readonly plan?: Partial<RoutePlan>;
  readonly facts?: Partial<RequestFacts>;
  readonly live?: Readonly<Record<string, LiveTarget>>;
};

export function planInput({ strategy, plan, live = {}, ...more }: Asked = {}): PlanInput {
  return {
    requestedModel: 'chat',
    candidates: [candidate('a/m'), candidate('b/m')],
    health: { id: 's1', atMs: 0, targets: new Map(Object.entries(live)) },
    nowMs: 1_000,
    seed: 7,
    ...more,
    facts: { ...facts, ...more.facts },
    plan: { strategy: strategy ?? { kind: 'fallback', children: [node('a/m'), node('b/m')] }, ...plan },
  };
}

export function decided(asked: Asked): RoutedPlan | Refusal {
  return planRoute(planInput(asked));
}

/** `provider/model` of each target in order, the legs of a race joined; or the code of a refusal. */
export function orderOf(decision: RoutedPlan | Refusal): readonly string[] {
  if (decision.kind === 'refusal') return [decision.code];
  const nameOf = ({ provider, model }: Candidate): string => `${provider}/${model}`;
  return decision.steps.map((step) =>
    step.kind === 'single' ? nameOf(step.candidate) : step.legs.map(nameOf).join(' | '),
  );
}

export function order(asked: Asked): readonly string[] {
  return orderOf(decided(asked));
}

/** Why `provider/model` was left out; undefined if it was not. */
export function exclusionOf(decision: RoutedPlan | Refusal, name: string): string | undefined {
  const { considered } = decision.explanation;
  const entry = considered.find(({ provider, model }) => `${provider}/${model}` === name);
  return entry?.excluded === undefined ? undefined : `${entry.exclusion}: ${entry.excluded}`;
}

/** What the route's root said that it did. */
export function saidByRoot(decision: RoutedPlan | Refusal): string | undefined {
  return decision.explanation.nodes?.find(({ path }) => path === '0')?.said;
}
