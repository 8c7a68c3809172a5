import type { ProjectConfig } from '@weir/access/project-config';
import { costOf, noCharge } from '@weir/catalog/cost';
import type { Price } from '@weir/catalog/price';
import { priceAt } from '@weir/catalog/price-book';
import type { Cost } from '@weir/protocol/cost';
import type { Operation } from '@weir/protocol/operation';
import { isUnreported } from '@weir/protocol/usage';
import type { CallableTarget } from '../way/callable-target.ts';
import type { Outcome } from './outcome.ts';

type Remembered = { readonly price: Price | undefined; readonly fromMs: number; readonly untilMs: number };

const minuteMs = 60_000;
/** Model names come from callers, so what is remembered of them is bounded. */
const rememberedMax = 1_024;
const remembered = new WeakMap<ProjectConfig, Map<string, Remembered>>();

/** Listed prices begin and end at full minutes; an organization's own at any instant. */
function validity(config: ProjectConfig, atMs: number): { fromMs: number; untilMs: number } {
  const minute = Math.floor(atMs / minuteMs) * minuteMs;
  const borders = config.customPrices.map((price) => Date.parse(price.effectiveFrom));
  const fromMs = Math.max(minute, ...borders.filter((border) => border <= atMs));
  const untilMs = Math.min(minute + minuteMs, ...borders.filter((border) => border > atMs));
  return { fromMs, untilMs };
}

type Asked = { readonly target: CallableTarget; readonly servedModel: string | undefined; readonly atMs: number };

function priceFor(config: ProjectConfig, { target, servedModel, atMs }: Asked): Price | undefined {
  const prices = remembered.get(config) ?? new Map<string, Remembered>();
  const name = `${target.provider.id}/${target.model}\0${servedModel}`;
  const known = prices.get(name);
  if (known !== undefined && atMs >= known.fromMs && atMs < known.untilMs) return known.price;
  const query = { provider: target.provider.id, model: target.model, servedModel, atMs, custom: config.customPrices };
  const price = priceAt(query);
  if (prices.size >= rememberedMax) prices.clear();
  remembered.set(config, prices.set(name, { price, ...validity(config, atMs) }));
  return price;
}

export type PricedAttempt = {
  readonly config: ProjectConfig;
  readonly operation: Operation;
  readonly target: CallableTarget;
  readonly startedAtMs: number;
  /** Of a leg that lost a race: its input, estimated. Its vendor charges for that, and told nothing before it was dropped. */
  readonly lostInputTokens?: number | undefined;
};

/** What vendors do not charge for, in words; undefined for everything else. */
function freeBecause(operation: Operation, outcome: Outcome): string | undefined {
  const { httpStatus, status, failure, meter } = outcome;
  if (failure?.code === 'refused_address') return 'nothing was sent';
  if (!isUnreported(meter.usage)) return undefined;
  if (httpStatus !== undefined && httpStatus >= 300) return `the upstream answered with status ${httpStatus}`;
  const counts = operation === 'count_tokens' || operation === 'gemini_count_tokens';
  return counts && status === 'succeeded' ? 'counting tokens is free' : undefined;
}

/** What an Attempt cost at the price of its instant. What a cut answer had reported is an estimate. */
export function priceCall(priced: PricedAttempt, outcome: Outcome): Cost {
  const { config, operation, target, startedAtMs, lostInputTokens } = priced;
  const simulated = target.provider.local !== undefined;
  const free = freeBecause(operation, outcome);
  if (free !== undefined) return noCharge(free, simulated);
  const partial = outcome.status !== 'succeeded';
  const { usage, serviceTier, upstreamModel } = outcome.meter;
  const price = priceFor(config, { target, servedModel: upstreamModel, atMs: startedAtMs });
  if (lostInputTokens === undefined || !isUnreported(usage))
    return costOf({ usage, price, simulated, partial, serviceTier });
  const cost = costOf({ usage: { input: lostInputTokens }, price, simulated, partial, serviceTier });
  return cost.source === 'estimated' ? { ...cost, reason: 'it lost the race: its input, estimated' } : cost;
}
