import { capabilitiesOf } from '@weir/catalog/capabilities';
import type { BucketPrices } from '@weir/catalog/price';
import { type CustomPrice, priceAt } from '@weir/catalog/price-book';
import type { Operation } from '@weir/protocol/operation';
import { isAllowed } from '../allowed-models.ts';
import { type Candidate, candidateId, type TokenPrices } from '../candidate.ts';
import type { Exclusion } from '../exclusion.ts';
import { targetNodesOf } from '../nodes-of.ts';
import type { Strategy, TargetNode } from '../route-plan.ts';
import type { Target } from '../target.ts';
import type { Caller, ReachedKey, Upstreams } from './caller.ts';

const picoPerUsd = 1e12;
const tokensPerLine = 1e6;

/** What candidates are made for. `allowsAll`: the gateway key may use the route, and with it all that it reaches. */
export type Asking = {
  readonly caller: Caller;
  readonly upstreams: Upstreams;
  readonly operation: Operation;
  readonly allowsAll: boolean;
  readonly atMs: number;
};

function perToken(buckets: BucketPrices, bucket: keyof BucketPrices): number | undefined {
  const pico = buckets[bucket]?.picoUsdPerMillion;
  return pico === undefined ? undefined : Number(pico) / picoPerUsd / tokensPerLine;
}

function defined(prices: { readonly [Bucket in keyof TokenPrices]: number | undefined }): TokenPrices {
  return Object.fromEntries(Object.entries(prices).filter(([, price]) => price !== undefined));
}

function pricesOf(custom: readonly CustomPrice[], target: Target, atMs: number): TokenPrices | undefined {
  const price = priceAt({ provider: target.provider, model: target.model, atMs, custom });
  if (price === undefined) return undefined;
  return defined({
    input: perToken(price.buckets, 'input'),
    cacheRead: perToken(price.buckets, 'cacheRead'),
    cacheWrite: perToken(price.buckets, 'cacheWrite5m'),
    output: perToken(price.buckets, 'output'),
  });
}

function exclusionOf(asking: Asking, target: Target, key: ReachedKey | undefined): Exclusion | undefined {
  const { caller, upstreams, operation, allowsAll } = asking;
  const upstream = upstreams.find(target.provider);
  if (upstream === undefined) return { code: 'no_key', reason: `there is no provider ${target.provider}` };
  if (!upstream.isLocal && key === undefined) {
    return { code: 'no_key', reason: `this project has no provider key for ${target.provider}` };
  }
  const mayServe = caller.principal.providerKeyId !== undefined || key === undefined || key.status === 'active';
  if (!mayServe) return { code: 'key_disabled', reason: `the provider key ${key.name} is ${key.status}` };
  if (!(allowsAll || isAllowed(target, caller.key?.allowedModels))) {
    return { code: 'not_allowed', reason: 'the gateway key does not allow this model' };
  }
  if (upstream.operations.includes(operation)) return undefined;
  return { code: 'not_spoken', reason: `${target.provider} does not speak ${operation}` };
}

function candidateOf(asking: Asking, node: TargetNode, key: ReachedKey | undefined): Candidate {
  const target = {
    provider: node.provider,
    model: node.model,
    ...(key === undefined ? {} : { providerKeyId: key.id }),
  };
  const excluded = exclusionOf(asking, target, key);
  return {
    ...target,
    id: candidateId(target),
    capabilities: capabilitiesOf(node.provider, node.model) ?? {},
    prices: pricesOf(asking.caller.config.customPrices, target, asking.atMs),
    keyWeight: key?.weight ?? 1,
    ...(key?.region === undefined ? {} : { region: key.region }),
    ...(key?.zeroRetention === undefined ? {} : { zeroRetention: key.zeroRetention }),
    ...(excluded === undefined ? {} : { excluded }),
  };
}

/** The keys that a target node can go through: the one that it names, else the active ones of its provider. */
function keysOf({ caller, upstreams }: Asking, node: TargetNode): readonly (ReachedKey | undefined)[] {
  const { providerKeys } = caller.config;
  if (upstreams.find(node.provider)?.isLocal === true) return [undefined];
  const keys =
    node.providerKeyId === undefined
      ? providerKeys.filter((key) => key.provider === node.provider && key.status === 'active')
      : providerKeys.filter((key) => key.id === node.providerKeyId && key.provider === node.provider);
  return keys.length === 0 ? [undefined] : keys;
}

/** Every Target that a strategy can reach, once each, in the order of its nodes and then of the project's keys. */
export function candidatesOf(strategy: Strategy, asking: Asking): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const node of targetNodesOf(strategy)) {
    for (const key of keysOf(asking, node)) {
      const candidate = candidateOf(asking, node, key);
      if (!found.has(candidate.id)) found.set(candidate.id, candidate);
    }
  }
  return [...found.values()];
}
