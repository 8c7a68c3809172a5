import type { ProjectConfig } from '@weir/access/project-config';
import { WeirError } from '@weir/protocol/errors';
import { upstreams } from '@weir/providers/upstreams';
import type { Candidate } from '@weir/routing/candidate';
import type { RoutedPlan } from '@weir/routing/decision';
import { replan } from '@weir/routing/explain/replan';
import type { Caller } from '@weir/routing/reach/caller';
import { candidatesOf } from '@weir/routing/reach/candidates-of';
import { allowsRoutes, named, planOfNames } from '@weir/routing/reach/named-plan';
import type { Refusal } from '@weir/routing/refusal';
import { type Route, type RoutePlan, routePlan } from '@weir/routing/route-plan';
import type { Explanation } from '@weir/routing/target';

/** A decision as it was recorded, with its inputs. */
export type DecidedExplanation = Explanation & { readonly inputs: NonNullable<Explanation['inputs']> };

/** True where there was something to decide: a model at one key is no choice, and keeps no inputs. */
export function isDecided(explanation: Explanation): explanation is DecidedExplanation {
  return explanation.inputs !== undefined;
}

/** A recorded decision and whose call it was. */
export type RecordedDecision = { readonly explanation: DecidedExplanation; readonly gatewayKeyId: string | null };

/** Why a decision cannot be made again: its version is gone, or a name in it stands for nothing now. */
export type Unmade = 'version_gone' | 'name_unknown';

/** A decision that was made again. */
export type Made = { readonly kind: 'made'; readonly decision: RoutedPlan | Refusal };
export type Again = Made | { readonly kind: 'unmade'; readonly why: Unmade };

/** A plan with all that it reaches now. */
export type Prepared = { readonly plan: RoutePlan; readonly candidates: readonly Candidate[] };

/** What a call is decided by: the route in place of what its name stands for now. */
type Under = {
  readonly route: Route | undefined;
  /** True where the call did not name the route: whether its key may use it is then not asked. */
  readonly allowsAll: boolean;
};

/** Makes recorded decisions again, with a project's keys and prices as they are now. */
export type Decider = {
  /** By the plan of the version that decided then. */
  again(recorded: RecordedDecision): Promise<Again>;
  /** What another plan reaches for that call; undefined where a name that the call fell back to stands for nothing now. */
  prepare(recorded: RecordedDecision, under: Under): Prepared | undefined;
};

const minuteMs = 60_000;
const rememberedMax = 1_024;

/** Where the published versions of an organization's routes are read. */
export type Versions = {
  readonly routes: {
    readonly version: (routeId: string, version: number) => Promise<{ readonly plan: unknown } | undefined>;
  };
};

function planLibrary(own: Versions) {
  const plans = new Map<string, Promise<RoutePlan | undefined>>();
  const read = async (routeId: string, version: number): Promise<RoutePlan | undefined> => {
    const row = await own.routes.version(routeId, version);
    return row === undefined ? undefined : routePlan.safeParse(row.plan).data;
  };
  return (routeId: string, version: number): Promise<RoutePlan | undefined> => {
    const name = `${routeId}@${version}`;
    const found = plans.get(name) ?? read(routeId, version);
    plans.set(name, found);
    return found;
  };
}

/** The call's gateway key as it is now; none where it is gone, and then all is allowed. */
function callerOf(config: ProjectConfig, gatewayKeyId: string | null, route: Route | undefined): Caller {
  const key = config.gatewayKeys.find(({ id }) => id === gatewayKeyId);
  const { providerKeys, customPrices, routes = [] } = config;
  return {
    config: { providerKeys, customPrices, routes: route === undefined ? routes : [route, ...routes] },
    ...(key === undefined ? {} : { key }),
    principal: {},
  };
}

/** What was called: the route's name, or a model's; and what the call itself gave to fall back to. */
function namesOf({ requestedModel, route, inputs }: DecidedExplanation): readonly [string, ...string[]] {
  return [route?.name ?? requestedModel, ...(inputs.fallbacks ?? [])];
}

function prepared(config: ProjectConfig, recorded: RecordedDecision, { route, allowsAll }: Under): Prepared {
  const { explanation, gatewayKeyId } = recorded;
  const { facts, nowMs } = explanation.inputs;
  const { operation } = facts;
  const caller = callerOf(config, gatewayKeyId, route);
  const names = namesOf(explanation);
  const [name, ...others] = names;
  const naming = { caller, upstreams, operation };
  const first = route === undefined ? named(naming, name) : ({ kind: 'route', route } as const);
  const { plan } = planOfNames(
    first,
    others.map((other) => named(naming, other)),
  );
  const allowed = allowsAll || allowsRoutes(caller, names);
  return {
    plan,
    candidates: candidatesOf(plan.strategy, { caller, upstreams, operation, allowsAll: allowed, atMs: nowMs }),
  };
}

function orUnknown(prepare: () => Prepared): Prepared | undefined {
  try {
    return prepare();
  } catch (error) {
    if (error instanceof WeirError) return undefined;
    throw error;
  }
}

/** A Decider over what a project has now. Plans of versions are read once. */
export function openDecider(own: Versions, config: ProjectConfig): Decider {
  const planOf = planLibrary(own);
  const known = new Map<string, { readonly minute: number; readonly prepared: Prepared | undefined }>();
  const prepare: Decider['prepare'] = (recorded, under) => {
    const { explanation, gatewayKeyId } = recorded;
    const { facts, nowMs } = explanation.inputs;
    // Prices hold for a minute, as they do where calls are decided.
    const minute = Math.floor(nowMs / minuteMs);
    const { route, allowsAll } = under;
    const asked = `${route?.id}@${route?.version} ${allowsAll} ${gatewayKeyId} ${facts.operation}`;
    const question = [asked, ...namesOf(explanation)].join('\n');
    const found = known.get(question);
    if (found !== undefined && found.minute === minute) return found.prepared;
    const made = orUnknown(() => prepared(config, recorded, under));
    if (known.size >= rememberedMax) known.clear();
    known.set(question, { minute, prepared: made });
    return made;
  };
  return {
    prepare,
    async again(recorded) {
      const { route } = recorded.explanation;
      const plan = route === undefined ? undefined : await planOf(route.id, route.version);
      if (route !== undefined && plan === undefined) return { kind: 'unmade', why: 'version_gone' };
      const version = route === undefined || plan === undefined ? undefined : { ...route, plan };
      const found = prepare(recorded, { route: version, allowsAll: false });
      return found === undefined ? { kind: 'unmade', why: 'name_unknown' } : decide(found, recorded.explanation);
    },
  };
}

/** What a plan makes of a recorded call. */
export function decide(found: Prepared, explanation: DecidedExplanation): Made {
  const decision = replan({ ...found, explanation });
  if (decision === undefined) throw new Error('a decision without inputs is not made again');
  return { kind: 'made', decision };
}
