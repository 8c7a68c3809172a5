import { inputTokensOf } from '@weir/protocol/facts/input-tokens';
import type { Usage } from '@weir/protocol/usage';
import type { PlanInput, RoutedPlan, Stay } from '@weir/routing/decision';
import { planRoute } from '@weir/routing/plan-route';
import type { RequestFacts } from '@weir/routing/request-facts';
import type { RoutePlan } from '@weir/routing/route-plan';
import { stickyKeyOf } from '@weir/routing/strategies/sticky-key';
import type { GatewayDeps } from '../gateway-deps.ts';
import { factsOf } from './facts-of.ts';
import { schemaFit } from './fits-schema.ts';
import { RouteRefused } from './route-refused.ts';
import type { StickyKey } from './sticky-memory.ts';
import type { Own, Prepared, Wanted } from './wanted.ts';
import { policyOf, type Way } from './way.ts';
import { withoutOwnFields } from './without-own-fields.ts';

const stickySecondsUsual = 3_600;

/** What a way is chosen from. */
export type Choosing = { readonly prepared: Prepared; readonly own: Own };

function decide(input: PlanInput): RoutedPlan {
  const decision = planRoute(input);
  if (decision.kind === 'plan') return decision;
  throw new RouteRefused(decision);
}

function stickyKey({ grant }: Wanted, { plan, route }: Prepared, facts: RequestFacts): StickyKey | undefined {
  const value = stickyKeyOf(plan, facts);
  if (value === undefined || route === undefined) return undefined;
  const { organizationId, projectId } = grant.principal;
  return { organizationId, projectId, route: route.name, value };
}

function inputOf({ input, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): number {
  return (input ?? 0) + (cacheRead ?? 0) + (cacheWrite5m ?? 0) + (cacheWrite1h ?? 0);
}

/** True where the call would have stayed, had its home been well: it is to return there. */
function isAway(home: Stay | undefined, { steps, explanation }: RoutedPlan, answeredId: string): boolean {
  if (home === undefined || home.candidateId === answeredId) return false;
  const [first] = steps;
  if (first?.kind === 'single' && first.candidate.id === home.candidateId) return true;
  return explanation.considered.some(({ exclusion, provider, model, providerKeyId }) => {
    const id = providerKeyId === undefined ? `${provider}/${model}` : `${provider}/${model}@${providerKeyId}`;
    return id === home.candidateId && exclusion !== undefined && sicknesses.has(exclusion);
  });
}

const sicknesses: ReadonlySet<string> = new Set(['circuit_open', 'key_refused', 'rate_spent', 'concurrency']);

/** Notes where a sticky call was answered, unless it is only away from where it belongs. */
function stayNoter(
  deps: GatewayDeps,
  key: StickyKey,
  at: { readonly home: Stay | undefined; readonly decision: RoutedPlan; readonly plan: RoutePlan },
): NonNullable<Way['stay']> {
  const { home, decision, plan } = at;
  return ({ candidateId, usage }) => {
    if (isAway(home, decision, candidateId)) return;
    const stay = { candidateId, atMs: deps.clock.now(), warmTokens: inputOf(usage) };
    deps.sticky.keep(key, stay, plan.sticky?.ttlSeconds ?? stickySecondsUsual);
  };
}

/** Chooses among the targets of a plan. Throws RouteRefused where none can take the call. */
export function chooseWay(deps: GatewayDeps, wanted: Wanted, choosing: Choosing): Way | Promise<Way> {
  const { grant, request, asked } = wanted;
  const { prepared, own } = choosing;
  const inputTokens = inputTokensOf(own.body);
  const facts = factsOf({ grant, request, asked, body: own.body, inputTokens, preferences: own.preferences });
  const key = stickyKey(wanted, prepared, facts);
  const finish = (home: Stay | undefined) => wayOf(deps, wanted, { ...choosing, facts, key, home });
  if (key === undefined) return finish(undefined);
  const home = deps.sticky.recall(key);
  return home instanceof Promise ? home.then(finish) : finish(home);
}

type Chosen = Choosing & {
  readonly facts: RequestFacts;
  readonly key: StickyKey | undefined;
  readonly home: Stay | undefined;
};

function wayOf(deps: GatewayDeps, wanted: Wanted, chosen: Chosen): Way {
  const { grant, request, atMs, seed, draft } = wanted;
  const { prepared, own, facts, key, home } = chosen;
  const { plan, route, resolvedBy, candidates } = prepared;
  const decision = decide({
    requestedModel: request.model,
    resolvedBy,
    ...(route === undefined ? {} : { route: { id: route.id, name: route.name, version: route.version } }),
    plan,
    candidates,
    facts,
    health: deps.health.snapshot(grant.principal.organizationId),
    ...(home === undefined ? {} : { stay: home }),
    nowMs: atMs,
    seed,
  });
  const races = decision.steps.some(({ kind }) => kind === 'race');
  const fits = races ? schemaFit(request.operation, wanted.document) : undefined;
  return {
    ...(fits === undefined ? {} : { fits }),
    request: own.models.length > 0 || own.says ? withoutOwnFields(request) : request,
    inputTokens: facts.inputTokens,
    steps: decision.steps,
    explanation: decision.explanation,
    policy: policyOf(plan, { streaming: request.streaming, bare: route === undefined && draft === undefined }),
    ...(route === undefined ? {} : { route: route.name }),
    ...(key === undefined ? {} : { stay: stayNoter(deps, key, { home, decision, plan }) }),
  };
}
