import type { ProjectConfig } from '@weir/access/project-config';
import { WeirError } from '@weir/protocol/errors';
import { readFacts } from '@weir/protocol/facts/read-facts';
import { provider } from '@weir/providers/registry';
import { upstreams } from '@weir/providers/upstreams';
import type { Candidate } from '@weir/routing/candidate';
import { candidatesOf } from '@weir/routing/reach/candidates-of';
import {
  allowsRoutes,
  type Named,
  named,
  planOfModel,
  planOfNames,
  routeNamed,
  strategyOf,
} from '@weir/routing/reach/named-plan';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { GatewayDeps } from '../gateway-deps.ts';
import { noteSecrets } from '../health/note-secrets.ts';
import { chooseWay } from './choose-way.ts';
import { preferencesOf } from './preferences-of.ts';
import type { Own, Prepared, Wanted } from './wanted.ts';
import { policyOf, type Way } from './way.ts';

const minuteMs = 60_000;
/** Names come from callers, so what is remembered of them is bounded. */
const rememberedMax = 1_024;

/** The part of a Way that one configuration always decides alike. */
type FixedWay = Omit<Way, 'request' | 'inputTokens'>;

type Memory = {
  readonly named: Map<string, Named>;
  readonly prepared: Map<string, Prepared>;
  /** Without what is one call's own: a request is not held longer than its call. */
  readonly ways: Map<string, FixedWay>;
};
const memories = new WeakMap<ProjectConfig, Memory>();

function memoryOf(config: ProjectConfig): Memory {
  const known = memories.get(config);
  if (known !== undefined) return known;
  const memory = { named: new Map(), prepared: new Map(), ways: new Map() };
  memories.set(config, memory);
  return memory;
}

function remember<Value>(values: Map<string, Value>, key: string, value: Value): Value {
  if (values.size >= rememberedMax) values.clear();
  values.set(key, value);
  return value;
}

/** What makes the answers of one configuration differ: who asks, and for what. */
function questionOf({ grant, request }: Wanted, name: string): string {
  const caller = grant.principal.providerKeyId ?? grant.key?.id ?? '';
  return `${request.operation} ${caller} ${name}`;
}

function standsFor(wanted: Wanted, name: string): Named {
  const { grant, request } = wanted;
  const { named: known } = memoryOf(grant.config);
  const question = questionOf(wanted, name);
  const { operation } = request;
  return known.get(question) ?? remember(known, question, named({ caller: grant, upstreams, operation }, name));
}

/** The name that is called: `x-weir-route`, which must be a route's, else the body's. */
function nameOf({ grant, request, asked }: Wanted): string {
  if (asked.route === undefined) return request.model;
  if (routeNamed(grant, asked.route) !== undefined) return asked.route;
  throw new WeirError('model_not_found', `This project has no route ${asked.route}.`, { field: 'x-weir-route' });
}

/** A call of one model at one key: nothing is to be chosen. */
function onlyWay(wanted: Wanted, stands: Extract<Named, { kind: 'model' }>): Way {
  const { request } = wanted;
  return { ...fixedWay(wanted, stands), request, inputTokens: request.body.length >> 2 };
}

function fixedWay(wanted: Wanted, stands: Extract<Named, { kind: 'model' }>): FixedWay {
  const { ways } = memoryOf(wanted.grant.config);
  const { request, grant } = wanted;
  const question = questionOf(wanted, request.model);
  const known = ways.get(question);
  if (known !== undefined) return known;
  const plan = planOfModel(strategyOf(stands));
  const { operation } = request;
  const asking = { caller: grant, upstreams, operation, allowsAll: true, atMs: wanted.atMs };
  const [candidate] = candidatesOf(plan.strategy, asking);
  if (candidate === undefined) throw new Error('a model stands for no target');
  const way: FixedWay = {
    steps: [{ kind: 'single', candidate, probe: false }],
    explanation: stands.explanation,
    policy: policyOf(plan, { streaming: request.streaming, bare: true }),
  };
  return remember(ways, question, way);
}

function preparedFor(wanted: Wanted, name: string, others: readonly string[]): Prepared {
  const { prepared } = memoryOf(wanted.grant.config);
  const minute = Math.floor(wanted.atMs / minuteMs);
  const own = questionOf(wanted, name);
  const question = others.length === 0 ? own : [own, ...others].join('\n');
  const known = prepared.get(question);
  if (known !== undefined && known.minute === minute) return known;
  const stands = standsFor(wanted, name);
  const plan = planOfNames(
    stands,
    others.map((other) => standsFor(wanted, other)),
  );
  return remember(prepared, question, {
    ...plan,
    candidates: reached(wanted, plan.plan, [name, ...others]),
    minute,
  });
}

function reached(wanted: Wanted, plan: RoutePlan, names: readonly string[]): readonly Candidate[] {
  const { grant, request, atMs } = wanted;
  const allowsAll = allowsRoutes(grant, names);
  const { operation } = request;
  return candidatesOf(plan.strategy, { caller: grant, upstreams, operation, allowsAll, atMs });
}

function ownOf(wanted: Wanted, takesOwn: boolean): Own {
  const body = readFacts(wanted.request.operation, wanted.document);
  if (body.fault !== undefined && !takesOwn) throw new WeirError('invalid_request', body.fault, { field: 'models' });
  const preferences = preferencesOf(wanted.asked.prefer, takesOwn ? undefined : body.provider);
  const says = !takesOwn && saysOwn(wanted.document);
  return { body, models: takesOwn ? [] : (body.models ?? []), says, preferences };
}

function saysOwn(document: unknown): boolean {
  return typeof document === 'object' && document !== null && ('models' in document || 'provider' in document);
}

/** True where the fields by which a caller chooses are the vendor's own as well, and meant for it. */
function takesOwnFields(stands: Named): boolean {
  return (
    stands.kind === 'model' && stands.targets.every((target) => provider(target.provider)?.takesRoutingFields === true)
  );
}

/**
 * Step 5: where the call goes, in order, and why. Throws model_not_found, model_not_allowed, unsupported_capability,
 * invalid_request, or what `planRoute` refuses with.
 */
export function findWay(deps: GatewayDeps, wanted: Wanted): Way | Promise<Way> {
  const { draft, asked, document } = wanted;
  noteSecrets(deps.health, wanted.grant.config);
  if (draft !== undefined) {
    const candidates = reached(wanted, draft, []);
    const prepared: Prepared = { plan: draft, route: undefined, resolvedBy: 'route', candidates, minute: 0 };
    return chooseWay(deps, wanted, { prepared, own: ownOf(wanted, false) });
  }
  const name = nameOf(wanted);
  const stands = standsFor(wanted, name);
  const takesOwn = takesOwnFields(stands);
  const saysMore = asked.prefer !== undefined || (saysOwn(document) && !takesOwn);
  if (stands.kind === 'model' && stands.targets.length === 1 && !saysMore) return onlyWay(wanted, stands);
  const own = ownOf(wanted, takesOwn);
  return chooseWay(deps, wanted, { prepared: preparedFor(wanted, name, own.models), own });
}
