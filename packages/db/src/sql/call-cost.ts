import type { CostSource } from '@weir/protocol/cost';
import { usdOf } from './usd.ts';

/**
 * What a Call cost, over its Attempts, in decimal USD. `usd` is money and null when any Attempt's cost is unknown, with
 * the reason; `simulatedUsd` is the sandbox's and null where there was none. `source` is the least certain of the
 * Attempts', null without Attempts.
 */
export type CallCost = {
  readonly usd: string | null;
  readonly simulatedUsd: string | null;
  readonly source: CostSource | null;
  readonly reason: string | null;
};

export type AttemptCost = {
  readonly source: CostSource;
  readonly picoUsd: bigint | null;
  readonly reason: string | null;
};

/** From the least certain on. */
const certainty: readonly CostSource[] = ['unknown', 'estimated', 'computed', 'reported', 'simulated'];

function sum(costs: readonly AttemptCost[]): bigint {
  return costs.reduce((total, cost) => total + (cost.picoUsd ?? 0n), 0n);
}

function unknownReason(costs: readonly AttemptCost[], attemptsMade: number): string | null {
  if (costs.length < attemptsMade) return `${attemptsMade - costs.length} of its attempts are not recorded yet`;
  const unknown = costs.find((cost) => cost.source === 'unknown');
  return unknown === undefined ? null : (unknown.reason ?? 'the cost of an attempt is unknown');
}

/** The cost of a Call that made `attemptsMade` Attempts, of which `costs` are recorded. */
export function callCost(costs: readonly AttemptCost[], attemptsMade: number): CallCost {
  const unknown = unknownReason(costs, attemptsMade);
  const simulated = costs.filter((cost) => cost.source === 'simulated');
  const source = certainty.find((candidate) => costs.some((cost) => cost.source === candidate)) ?? null;
  const estimated = costs.find((cost) => cost.source === 'estimated')?.reason ?? null;
  return {
    usd: unknown === null ? usdOf(sum(costs.filter((cost) => cost.source !== 'simulated'))) : null,
    simulatedUsd: simulated.length === 0 ? null : usdOf(sum(simulated)),
    source,
    reason: unknown ?? estimated,
  };
}
