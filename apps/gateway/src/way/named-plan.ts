import type { Grant } from '@weir/access/grant';
import type { ProjectConfig } from '@weir/access/project-config';
import { findModel } from '@weir/catalog/models';
import { WeirError } from '@weir/protocol/errors';
import type { Operation } from '@weir/protocol/operation';
import { operationsAt } from '@weir/providers/operations-at';
import { provider, providers } from '@weir/providers/registry';
import { type Plan, plan } from '@weir/routing/plan';
import type { Route, RoutePlan, Strategy } from '@weir/routing/route-plan';
import type { Explanation, Target } from '@weir/routing/target';

const localProviders = providers().flatMap(({ id, local }) => (local === undefined ? [] : [id]));

/** What a name that a client calls stands for. */
export type Named =
  | { readonly kind: 'route'; readonly route: Route }
  /** One model, at one or several of the project's keys. */
  | { readonly kind: 'model'; readonly targets: readonly Target[]; readonly explanation: Explanation };

/** The catalogue lists it, or the organization has a price of its own for it. */
function serves(config: ProjectConfig, providerId: string, model: string): boolean {
  const priced = config.customPrices.some((price) => price.provider === providerId && price.model === model);
  return priced || findModel(providerId, model) !== undefined;
}

function resolveModel({ config, key, principal }: Grant, operation: Operation, requestedModel: string): Plan {
  const pinned = principal.providerKeyId;
  const decision = plan({
    requestedModel,
    operation,
    providerKeys: config.providerKeys.filter((candidate) => pinned !== undefined || candidate.status === 'active'),
    operationsOf: (id) => {
      const upstream = provider(id);
      return upstream === undefined ? undefined : operationsAt(upstream);
    },
    localProviders,
    serves: (id, model) => serves(config, id, model),
    allowedModels: key?.allowedModels,
    pinnedProviderKeyId: pinned,
  });
  if (decision.kind === 'refusal') throw new WeirError(decision.code, decision.message, { field: 'model' });
  return decision;
}

/** The route of that name that the project has published. */
export function routeNamed(config: ProjectConfig, name: string): Route | undefined {
  return config.routes?.find((route) => route.name === name);
}

/**
 * What a name stands for: a route's name first, then a model, see `resolve`. A call that is bound to a provider key
 * names a model. Throws model_not_found, model_not_allowed or unsupported_capability.
 */
export function named(grant: Grant, operation: Operation, name: string): Named {
  const route = grant.principal.providerKeyId === undefined ? routeNamed(grant.config, name) : undefined;
  if (route !== undefined) return { kind: 'route', route };
  const { targets, explanation } = resolveModel(grant, operation, name);
  return { kind: 'model', targets, explanation };
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
