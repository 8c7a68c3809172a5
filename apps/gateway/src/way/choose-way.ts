import { inputTokensOf } from '@weir/protocol/facts/input-tokens';
import type { PlanInput, RoutedPlan, Stay } from '@weir/routing/decision';
import { planRoute } from '@weir/routing/plan-route';
import type { RequestFacts } from '@weir/routing/request-facts';
import type { RoutePlan } from '@weir/routing/route-plan';
import { isAway } from '@weir/routing/strategies/is-away';
import { stickyKeyOf } from '@weir/routing/strategies/sticky-key';
import type { Explanation } from '@weir/routing/target';
import { inputOfUsage } from '../call/input-of-usage.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { countNearWindow } from './count-near-window.ts';
import { factsOf } from './facts-of.ts';
import { schemaFit } from './fits-schema.ts';
import { type PromptReading, readQuality } from './read-quality.ts';
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

/** Notes where a sticky call was answered, unless it is only away from where it belongs. */
function stayNoter(
  deps: GatewayDeps,
  key: StickyKey,
  at: { readonly home: Stay | undefined; readonly decision: RoutedPlan; readonly plan: RoutePlan },
): NonNullable<Way['stay']> {
  const { home, decision, plan } = at;
  return ({ candidateId, usage }) => {
    if (isAway(home, { plan: decision, candidateId })) return;
    const stay = { candidateId, atMs: deps.clock.now(), warmTokens: inputOfUsage(usage) ?? 0 };
    deps.sticky.keep(key, stay, plan.sticky?.ttlSeconds ?? stickySecondsUsual);
  };
}

/**
 * Chooses among the targets of a plan; a promise where the input has to be counted, or where it is asked where earlier
 * calls went. Throws, or rejects with, RouteRefused where no target can take the call.
 */
export function chooseWay(deps: GatewayDeps, wanted: Wanted, choosing: Choosing): Way | Promise<Way> {
  const { request, document } = wanted;
  const { body } = choosing.own;
  const inputTokens = inputTokensOf(body);
  const { candidates } = choosing.prepared;
  const counting = countNearWindow({ request, document, body, inputTokens, candidates });
  if (counting === undefined) return chooseFor(deps, wanted, { ...choosing, inputTokens });
  return counting.then((counted) => chooseFor(deps, wanted, { ...choosing, inputTokens: counted ?? inputTokens }));
}

type Counted = Choosing & { readonly inputTokens: number };

function chooseFor(deps: GatewayDeps, wanted: Wanted, choosing: Counted): Way | Promise<Way> {
  const { grant, request, asked, document } = wanted;
  const { prepared, own, inputTokens } = choosing;
  const { plan, candidates } = prepared;
  const { operation } = request;
  const { body, preferences } = own;
  const learnt = () => deps.access.qualityStates.current(grant.config);
  const reading = readQuality({ plan, candidates, operation, document, needs: body.needs, learnt });
  const facts = factsOf({ grant, request, asked, body, inputTokens, task: reading.task, preferences });
  const key = stickyKey(wanted, prepared, facts);
  const finish = (home: Stay | undefined) => wayOf(deps, wanted, { ...choosing, facts, reading, key, home });
  if (key === undefined) return finish(undefined);
  const home = deps.sticky.recall(key);
  return home instanceof Promise ? home.then(finish) : finish(home);
}

type Chosen = Choosing & {
  readonly facts: RequestFacts;
  readonly reading: PromptReading;
  readonly key: StickyKey | undefined;
  readonly home: Stay | undefined;
};

/** With what a later rating of the answer is learnt from. */
function withFeatures(explanation: Explanation, { features }: PromptReading): Explanation {
  const { inputs } = explanation;
  if (features === undefined || inputs === undefined) return explanation;
  return { ...explanation, inputs: { ...inputs, features } };
}

function wayOf(deps: GatewayDeps, wanted: Wanted, chosen: Chosen): Way {
  const { grant, request, atMs, seed, draft } = wanted;
  const { prepared, own, facts, reading, key, home } = chosen;
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
    ...(own.models.length === 0 ? {} : { fallbacks: own.models }),
    ...(reading.qualities === undefined ? {} : { qualities: reading.qualities }),
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
    explanation: withFeatures(decision.explanation, reading),
    policy: policyOf(plan, { streaming: request.streaming, bare: route === undefined && draft === undefined }),
    ...(route === undefined ? {} : { route: route.name }),
    ...(key === undefined ? {} : { stay: stayNoter(deps, key, { home, decision, plan }) }),
  };
}
