import type { Grant } from '@weir/access/grant';
import type { ProjectConfig } from '@weir/access/project-config';
import { capabilitiesOf } from '@weir/catalog/capabilities';
import { findModel } from '@weir/catalog/models';
import { WeirError } from '@weir/protocol/errors';
import type { Operation } from '@weir/protocol/operation';
import { operationsAt } from '@weir/providers/operations-at';
import type { Provider } from '@weir/providers/provider';
import { provider, providers } from '@weir/providers/registry';
import { baseUrlOf } from '@weir/providers/shared/base-url-of';
import { type Plan, plan, type Refusal } from '@weir/routing/plan';
import type { Explanation, Target } from '@weir/routing/target';

/** A Target with what it takes to call it. */
export type PlannedTarget = {
  readonly provider: Provider;
  readonly model: string;
  readonly baseUrl: string;
  readonly providerKeyId?: string;
  /** What the provider key says besides its secret. */
  readonly settings?: Readonly<Record<string, string>>;
  /** From the catalogue, where it knows: whether the model thinks, and the most it can put out. */
  readonly reasons?: boolean;
  readonly outputTokensMax?: number;
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

function reachable(providerId: string): readonly Operation[] | undefined {
  const upstream = provider(providerId);
  return upstream === undefined ? undefined : operationsAt(upstream);
}

function decide(grant: Grant, operation: Operation, requestedModel: string): Plan | Refusal {
  const { config, key, principal } = grant;
  const pinned = principal.providerKeyId;
  return plan({
    requestedModel,
    operation,
    providerKeys: config.providerKeys.filter((candidate) => pinned !== undefined || candidate.status === 'active'),
    operationsOf: (id) => reachable(id),
    localProviders,
    serves: (id, model) => serves(config, id, model),
    allowedModels: key?.allowedModels,
    pinnedProviderKeyId: pinned,
  });
}

function callable(config: ProjectConfig, target: Target): PlannedTarget {
  const upstream = provider(target.provider);
  const key = config.providerKeys.find(({ id }) => id === target.providerKeyId);
  const baseUrl = upstream === undefined ? undefined : baseUrlOf(upstream, key);
  if (upstream === undefined || (baseUrl === undefined && upstream.local === undefined)) {
    const message = `The provider key of ${target.provider} has no base URL. Store one with it.`;
    throw new WeirError('model_not_found', message, { field: 'model' });
  }
  const { model, providerKeyId } = target;
  const known = capabilitiesOf(target.provider, model);
  return {
    provider: upstream,
    model,
    baseUrl: baseUrl ?? '',
    ...(providerKeyId === undefined ? {} : { providerKeyId }),
    ...(key?.settings === undefined ? {} : { settings: key.settings }),
    ...(known?.reasoning === undefined ? {} : { reasons: known.reasoning }),
    ...(known?.outputTokensMax === undefined ? {} : { outputTokensMax: known.outputTokensMax }),
  };
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
