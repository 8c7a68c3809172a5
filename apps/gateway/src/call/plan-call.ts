import type { Grant } from '@weir/access/grant';
import type { ProjectConfig } from '@weir/access/project-config';
import { findModel } from '@weir/catalog/models';
import { WeirError } from '@weir/protocol/errors';
import type { Operation } from '@weir/protocol/operation';
import type { Provider } from '@weir/providers/provider';
import { provider, providers } from '@weir/providers/registry';
import { type Plan, plan, type Refusal } from '@weir/routing/plan';
import type { Explanation, Target } from '@weir/routing/target';

/** A Target with what it takes to call it. */
export type PlannedTarget = {
  readonly provider: Provider;
  readonly model: string;
  readonly baseUrl: string;
  readonly providerKeyId?: string;
};

/** Where a call goes, and why. */
export type PlannedCall = { readonly target: PlannedTarget; readonly explanation: Explanation };

const localProviders = providers().flatMap(({ id, local }) => (local === undefined ? [] : [id]));

/** Model names come from callers, so what is remembered of them is bounded. */
const rememberedMax = 1_024;
const remembered = new WeakMap<ProjectConfig, Map<string, PlannedCall>>();

/** The catalogue lists it, or the organization has a price of its own for it. */
function serves(config: ProjectConfig, providerId: string, model: string): boolean {
  const priced = config.customPrices.some((price) => price.provider === providerId && price.model === model);
  return priced || findModel(providerId, model) !== undefined;
}

function decide(grant: Grant, operation: Operation, requestedModel: string): Plan | Refusal {
  const { config, key, principal } = grant;
  const pinned = principal.providerKeyId;
  return plan({
    requestedModel,
    operation,
    providerKeys: config.providerKeys.filter((candidate) => pinned !== undefined || candidate.status === 'active'),
    operationsOf: (id) => provider(id)?.operations,
    localProviders,
    serves: (id, model) => serves(config, id, model),
    allowedModels: key?.allowedModels,
    pinnedProviderKeyId: pinned,
  });
}

function callable(config: ProjectConfig, target: Target): PlannedTarget {
  const upstream = provider(target.provider);
  const key = config.providerKeys.find(({ id }) => id === target.providerKeyId);
  const baseUrl = key?.baseUrl ?? upstream?.baseUrl;
  if (upstream === undefined || (baseUrl === undefined && upstream.local === undefined)) {
    const message = `The provider key of ${target.provider} has no base URL. Store one with it.`;
    throw new WeirError('model_not_found', message, { field: 'model' });
  }
  const { model, providerKeyId } = target;
  const base = { provider: upstream, model, baseUrl: baseUrl ?? '' };
  return providerKeyId === undefined ? base : { ...base, providerKeyId };
}

function planned(grant: Grant, operation: Operation, requestedModel: string): PlannedCall {
  const decision = decide(grant, operation, requestedModel);
  if (decision.kind === 'refusal') throw new WeirError(decision.code, decision.message, { field: 'model' });
  return { target: callable(grant.config, decision.target), explanation: decision.explanation };
}

/**
 * Step 5: where the call goes. One configuration always decides alike, so its decisions are remembered with it.
 * Throws model_not_found, model_not_allowed or unsupported_capability.
 */
export function planCall(grant: Grant, operation: Operation, requestedModel: string): PlannedCall {
  const { config, key, principal } = grant;
  const known = remembered.get(config) ?? new Map<string, PlannedCall>();
  const caller = principal.providerKeyId ?? key?.id ?? '';
  const question = `${operation} ${caller} ${requestedModel}`;
  const before = known.get(question);
  if (before !== undefined) return before;
  const decided = planned(grant, operation, requestedModel);
  if (known.size >= rememberedMax) known.clear();
  remembered.set(config, known.set(question, decided));
  return decided;
}
