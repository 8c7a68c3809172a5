import type { ProjectConfig } from '@weir/access/project-config';
import { costOf, noCharge } from '@weir/catalog/cost';
import type { Price } from '@weir/catalog/price';
import { priceAt } from '@weir/catalog/price-book';
import type { Cost } from '@weir/protocol/cost';
import type { Operation } from '@weir/protocol/operation';
import { isUnreported } from '@weir/protocol/usage';
import type { Outcome } from './outcome.ts';
import type { PlannedTarget } from './plan-call.ts';

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

type Asked = { readonly target: PlannedTarget; readonly servedModel: string | undefined; readonly atMs: number };

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
  readonly target: PlannedTarget;
  readonly startedAtMs: number;
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
export function priceCall({ config, operation, target, startedAtMs }: PricedAttempt, outcome: Outcome): Cost {
  const simulated = target.provider.local !== undefined;
  const free = freeBecause(operation, outcome);
  if (free !== undefined) return noCharge(free, simulated);
  const partial = outcome.status !== 'succeeded';
  const { usage, serviceTier, upstreamModel } = outcome.meter;
  const price = priceFor(config, { target, servedModel: upstreamModel, atMs: startedAtMs });
  return costOf({ usage, price, simulated, partial, serviceTier });
}
