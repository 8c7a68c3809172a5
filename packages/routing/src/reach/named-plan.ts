import { findModel } from '@weir/catalog/models';
import { WeirError } from '@weir/protocol/errors';
import type { Operation } from '@weir/protocol/operation';
import type { Route, RoutePlan, Strategy } from '../route-plan.ts';
import type { ResolvedBy } from '../target.ts';
import type { Caller, Upstreams } from './caller.ts';
import { type ResolvedModel, resolveModel } from './resolve-model.ts';

/** What a name that a client calls stands for. */
export type Named =
  | { readonly kind: 'route'; readonly route: Route }
  /** One model, at one or several of the project's keys. */
  | ResolvedModel;

/** Who names something, and for what. */
export type Naming = { readonly caller: Caller; readonly upstreams: Upstreams; readonly operation: Operation };

/** The catalogue lists it, or the organization has a price of its own for it. */
function serves({ config }: Caller, providerId: string, model: string): boolean {
  const priced = config.customPrices.some((price) => price.provider === providerId && price.model === model);
  return priced || findModel(providerId, model) !== undefined;
}

function modelNamed({ caller, upstreams, operation }: Naming, requestedModel: string): ResolvedModel {
  const { config, key, principal } = caller;
  const pinned = principal.providerKeyId;
  const resolved = resolveModel({
    requestedModel,
    operation,
    providerKeys: config.providerKeys.filter((candidate) => pinned !== undefined || candidate.status === 'active'),
    operationsOf: (id) => upstreams.find(id)?.operations,
    localProviders: upstreams.local,
    serves: (id, model) => serves(caller, id, model),
    allowedModels: key?.allowedModels,
    pinnedProviderKeyId: pinned,
  });
  if (resolved.kind === 'refusal') throw new WeirError(resolved.code, resolved.message, { field: 'model' });
  return resolved;
}

/** The route of that name that the project has published. */
export function routeNamed({ config }: Caller, name: string): Route | undefined {
  return config.routes?.find((route) => route.name === name);
}

/**
 * What a name stands for: a route's name first, then a model, see `resolveName`. A call that is bound to a provider key
 * names a model. Throws model_not_found, model_not_allowed or unsupported_capability.
 */
export function named(naming: Naming, name: string): Named {
  const { caller } = naming;
  const route = caller.principal.providerKeyId === undefined ? routeNamed(caller, name) : undefined;
  if (route !== undefined) return { kind: 'route', route };
  return modelNamed(naming, name);
}

/** A strategy of what a name stands for: a model's targets are tried in the project's order. */
export function strategyOf(stands: Named): Strategy {
  if (stands.kind === 'route') return stands.route.plan.strategy;
  const children = stands.targets.map((target) => ({ kind: 'target', ...target }) as const);
  const [only] = children;
  return only !== undefined && children.length === 1 ? only : { kind: 'fallback', children };
}

/** Clients of a bare model try again by themselves: the gateway only goes on to another key that has it. */
export function planOfModel(strategy: Strategy): RoutePlan {
  return { strategy, retry: { attemptsPerTargetMax: 1 } };
}

/** The plan of a call that names one thing, and others to fall back to. */
export type NamedPlan = {
  readonly plan: RoutePlan;
  readonly route: Route | undefined;
  readonly resolvedBy: ResolvedBy;
};

/** The plan of what a call names: the first as it stands, the others behind it. */
export function planOfNames(first: Named, others: readonly Named[] = []): NamedPlan {
  const own = strategyOf(first);
  const strategy: Strategy =
    others.length === 0 ? own : { kind: 'fallback', children: [own, ...others.map(strategyOf)] };
  const route = first.kind === 'route' ? first.route : undefined;
  return {
    plan: route === undefined ? planOfModel(strategy) : { ...route.plan, strategy },
    route,
    resolvedBy: first.kind === 'route' ? 'route' : first.explanation.resolvedBy,
  };
}

/** True where the gateway key names every route among these: then it may use all that they reach. */
export function allowsRoutes(caller: Caller, names: readonly string[]): boolean {
  const allowed = caller.key?.allowedModels;
  if (allowed === undefined) return true;
  const routes = names.filter((name) => routeNamed(caller, name) !== undefined);
  return routes.length > 0 && routes.every((name) => allowed.includes(name));
}
