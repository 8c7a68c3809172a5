import type { Capabilities } from '@weir/catalog/capability';
import type { Exclusion } from './exclusion.ts';
import type { Overrides } from './route-plan.ts';
import type { Target } from './target.ts';

/** USD per token. An absent bucket has no price, which is not the price 0. */
export type TokenPrices = {
  readonly input?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly output?: number;
};

/** A Target with everything that a choice goes by and that does not change from call to call. */
export type Candidate = Target & {
  /** `provider/model@providerKeyId`, without `@…` for a local one: its name in snapshots and explanations. */
  readonly id: string;
  readonly capabilities: Capabilities;
  readonly prices: TokenPrices | undefined;
  /** Of the provider key. */
  readonly region?: string;
  readonly zeroRetention?: boolean;
  /** Of the provider key, against others of the same provider; 1 where nothing is said. */
  readonly keyWeight: number;
  readonly overrides?: Overrides;
  readonly concurrentMax?: number;
  /** Known before any request is. */
  readonly excluded?: Exclusion;
};

/** The name of a Target in snapshots and explanations. */
export function candidateId({ provider, model, providerKeyId }: Target): string {
  return providerKeyId === undefined ? `${provider}/${model}` : `${provider}/${model}@${providerKeyId}`;
}
