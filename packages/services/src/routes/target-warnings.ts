import { findModel } from '@weir/catalog/models';
import { type CustomPrice, priceAt } from '@weir/catalog/price-book';
import type { ProviderKey } from '@weir/db/prisma/rows';
import { provider as findProvider } from '@weir/providers/registry';
import type { LocatedNode } from '@weir/routing/located-nodes';
import type { RoutePlan, TargetNode } from '@weir/routing/route-plan';
import { trial } from '../provider-keys/trial.ts';
import type { PlanRemark } from './view.ts';

/** What the targets of a plan meet in their project. */
export type Surroundings = {
  /** Those that the project may use, in whatever state. */
  readonly keys: readonly ProviderKey[];
  readonly custom: readonly CustomPrice[];
  readonly atMs: number;
  /** Of the plan. */
  readonly requires: RoutePlan['requires'];
};

const isServing = ({ kind, status }: ProviderKey) => kind === 'inference' && status === 'active';

/** Why the key that a target is bound to cannot serve it; undefined where it can. */
function pinFault({ provider }: TargetNode, key: ProviderKey | undefined): string | undefined {
  if (key === undefined) return 'this project has no such provider key';
  if (key.provider !== provider) return `the key ${key.name} is of ${key.provider}, not of ${provider}`;
  return isServing(key) ? undefined : `the key ${key.name} is ${key.kind === 'usage' ? 'for usage only' : key.status}`;
}

function keyFault(target: TargetNode, { keys }: Surroundings): PlanRemark | undefined {
  const { provider, providerKeyId } = target;
  if (providerKeyId !== undefined) {
    const message = pinFault(
      target,
      keys.find(({ id }) => id === providerKeyId),
    );
    return message === undefined ? undefined : { path: 'providerKeyId', message };
  }
  if (keys.some((key) => key.provider === provider && isServing(key))) return undefined;
  const message = `this project has no active provider key of ${provider}, so this target is left out`;
  return { path: 'provider', message };
}

/** The keys that may serve a target. */
function servingKeys({ provider, providerKeyId }: TargetNode, { keys }: Surroundings): readonly ProviderKey[] {
  const ofProvider = keys.filter((key) => key.provider === provider && isServing(key));
  return providerKeyId === undefined ? ofProvider : ofProvider.filter(({ id }) => id === providerKeyId);
}

/** Behind a base URL of one's own any model may be. */
function isUnknownModel({ provider, model }: TargetNode, keys: readonly ProviderKey[]): boolean {
  if (findModel(provider, model) !== undefined || keys.some(({ baseUrl }) => baseUrl !== null)) return false;
  return !keys.some((key) => trial.safeParse(key.trial).data?.models?.ids.includes(model));
}

function modelWarnings(target: TargetNode, { above }: LocatedNode, around: Surroundings): PlanRemark[] {
  const { provider, model } = target;
  if (isUnknownModel(target, servingKeys(target, around))) {
    const message = `the catalogue knows no ${model} at ${provider}: what it can do and what it costs is not known`;
    return [{ path: 'model', message }];
  }
  const chooser = above.findLast(({ kind }) => kind === 'cheapest' || kind === 'smart');
  if (chooser === undefined || priceAt({ ...target, ...around }) !== undefined) return [];
  return [{ path: 'model', message: `${model} has no known price at ${provider}, which ${chooser.kind} goes by` }];
}

function ruleWarnings(target: TargetNode, around: Surroundings): PlanRemark[] {
  const keys = servingKeys(target, around);
  const { regions, zeroRetention } = around.requires ?? {};
  const remarks: PlanRemark[] = [];
  if (regions !== undefined && !keys.some(({ region }) => region !== null && regions.includes(region))) {
    const message = `no key of ${target.provider} says that it is in ${regions.join(' or ')}, which the route requires`;
    remarks.push({ path: 'provider', message });
  }
  if (zeroRetention === true && !keys.some((key) => key.zeroRetention)) {
    const message = `no key of ${target.provider} is marked as zero retention, which the route requires`;
    remarks.push({ path: 'provider', message });
  }
  return remarks;
}

function warningsOf(target: TargetNode, at: LocatedNode, around: Surroundings): PlanRemark[] {
  const provider = findProvider(target.provider);
  if (provider === undefined) return [{ path: 'provider', message: `there is no provider ${target.provider}` }];
  if (provider.local !== undefined) return modelWarnings(target, at, around);
  const fault = keyFault(target, around);
  if (fault !== undefined) return [fault, ...modelWarnings(target, at, around)];
  return [...modelWarnings(target, at, around), ...ruleWarnings(target, around)];
}

/** What is worth a look at a target of a plan as its project is now; none of any other node. */
export function targetWarnings(at: LocatedNode, around: Surroundings): readonly PlanRemark[] {
  const { node } = at;
  if (node.kind !== 'target') return [];
  return warningsOf(node, at, around).map(({ path, message }) => ({ path: `${at.path}.${path}`, message }));
}
