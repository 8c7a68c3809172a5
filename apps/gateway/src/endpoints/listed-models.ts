import type { Grant } from '@weir/access/grant';
import type { Capabilities } from '@weir/catalog/capability';
import { findModel, type Model, modelsOf } from '@weir/catalog/models';
import type { Price } from '@weir/catalog/price';
import { priceAt } from '@weir/catalog/price-book';
import { chatOperations, type Operation } from '@weir/protocol/operation';
import { operationsAt } from '@weir/providers/operations-at';
import { provider, providers } from '@weir/providers/registry';
import { isAllowed } from '@weir/routing/allowed-models';
import { targetNodesOf } from '@weir/routing/nodes-of';
import type { RoutePlan } from '@weir/routing/route-plan';

/** A model that a caller can name. */
export type ListedModel = {
  /** `provider/model`: bare names may stand for several. */
  readonly id: string;
  readonly provider: string;
  readonly displayName: string | undefined;
  /** The day, as `2025-05-22`. */
  readonly releasedOn: string | undefined;
  readonly operations: readonly Operation[];
  readonly capabilities: Capabilities;
  /** What it costs the caller's organization now; undefined where that is not known. */
  readonly price: Price | undefined;
  /** Answered by the sandbox: its price is no money. */
  readonly simulated: boolean;
};

type Target = { readonly provider: string; readonly model: string };

/** False for what no endpoint serves there, and for what stands for a family of names and is none itself. */
function isCallable(model: Model): boolean {
  const upstream = provider(model.provider);
  const speaks = upstream === undefined ? [] : operationsAt(upstream);
  const isName = findModel(model.provider, model.id) === model && !model.id.endsWith('-');
  return isName && !model.deprecated && model.operations.some((operation) => speaks.includes(operation));
}

function namesAt(grant: Grant, providerId: string): readonly string[] {
  const priced = grant.config.customPrices.filter((price) => price.provider === providerId);
  const names = modelsOf(providerId).filter(isCallable);
  return [...new Set([...names.map(({ id }) => id), ...priced.map(({ model }) => model)])];
}

function providersOf(grant: Grant): readonly string[] {
  const active = grant.config.providerKeys.filter(({ status }) => status === 'active');
  const local = providers().filter((candidate) => candidate.local !== undefined);
  const ids = new Set([...active.map((key) => key.provider), ...local.map(({ id }) => id)]);
  return [...ids].filter((id) => provider(id) !== undefined);
}

function targetsOf(grant: Grant): readonly Target[] {
  const targets = providersOf(grant).flatMap((id) => namesAt(grant, id).map((model) => ({ provider: id, model })));
  return targets.filter((target) => isAllowed(target, grant.key?.allowedModels));
}

function toListed(grant: Grant, target: Target, atMs: number): ListedModel {
  const known = findModel(target.provider, target.model);
  return {
    id: `${target.provider}/${target.model}`,
    provider: target.provider,
    displayName: known?.displayName,
    releasedOn: known?.releasedOn,
    operations: known?.operations ?? [],
    capabilities: known?.capabilities ?? {},
    price: priceAt({ ...target, atMs, custom: grant.config.customPrices }),
    simulated: provider(target.provider)?.local !== undefined,
  };
}

/** Who serves a route. */
const gatewayName = 'weir';

/** A route under its name: what it can do and costs depends on where a call goes. */
function listedRoutes({ config, key }: Grant): readonly ListedModel[] {
  const mayCall = (plan: RoutePlan, name: string) =>
    isAllowed({ provider: gatewayName, model: name }, key?.allowedModels) ||
    targetNodesOf(plan.strategy).some((node) => isAllowed(node, key?.allowedModels));
  const routes = config.routes?.filter(({ plan, name }) => mayCall(plan, name)) ?? [];
  return routes.map(({ name, version }) => ({
    id: name,
    provider: gatewayName,
    displayName: `${name} (route, version ${version})`,
    releasedOn: undefined,
    operations: [...chatOperations],
    capabilities: {},
    price: undefined,
    simulated: false,
  }));
}

/** The routes and models that the caller's project can call, with what they cost at `atMs`. */
export function listedModels(grant: Grant, atMs: number): readonly ListedModel[] {
  return [...listedRoutes(grant), ...targetsOf(grant).map((target) => toListed(grant, target, atMs))];
}

/** One of them by its id or, the first that has it, its bare name; undefined where the caller cannot call it. */
export function listedModel(grant: Grant, id: string, atMs: number): ListedModel | undefined {
  const route = listedRoutes(grant).find((listed) => listed.id === id);
  if (route !== undefined) return route;
  const targets = targetsOf(grant);
  const target =
    targets.find((each) => `${each.provider}/${each.model}` === id) ?? targets.find(({ model }) => model === id);
  return target === undefined ? undefined : toListed(grant, target, atMs);
}
