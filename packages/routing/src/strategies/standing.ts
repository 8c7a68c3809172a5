import type { Candidate, TokenPrices } from '../candidate.ts';
import type { QualityEstimate } from '../decision.ts';
import type { Exclusion } from '../exclusion.ts';
import type { LiveLatency, LiveTarget } from '../live.ts';
import { expectedHit, expectedOutput, latencyOf, type Outlook, warmSamples } from './outlook.ts';

/** What a number of tokens costs; undefined where a price that it needs is not known, which is not the price 0. */
function costOf(prices: TokenPrices, tokens: { fresh: number; cached: number; output: number }): number | undefined {
  const { input, output, cacheRead = input } = prices;
  if (input === undefined || cacheRead === undefined) return undefined;
  const read = tokens.fresh * input + tokens.cached * cacheRead;
  if (tokens.output === 0) return read;
  return output === undefined ? undefined : read + tokens.output * output;
}

type Given = {
  readonly candidate: Candidate;
  readonly live: LiveTarget | undefined;
  readonly exclusion: Exclusion | undefined;
  readonly quality: QualityEstimate | undefined;
  readonly outlook: Outlook;
};

/** A candidate within one decision: what is known and expected of it, and what became of it. */
export class Standing {
  readonly candidate: Candidate;
  readonly live: LiveTarget | undefined;
  /** Why it cannot take the call at all. */
  readonly exclusion: Exclusion | undefined;
  readonly probe: boolean;
  readonly quality: QualityEstimate | undefined;
  /** USD for this call; undefined: not known. */
  readonly costUsd: number | undefined;
  readonly hitShare: number;
  readonly outputTokens: number;
  readonly latency: LiveLatency | undefined;
  readonly outlook: Outlook;
  /** Why a node passed it by, where it stays out of the plan altogether. */
  passedBy: Exclusion | undefined;
  /** Chance that the draws made so far fell on it. */
  propensity: number | undefined;

  constructor({ candidate, live, exclusion, quality, outlook }: Given) {
    this.candidate = candidate;
    this.live = live;
    this.exclusion = exclusion;
    this.probe = live?.breaker === 'probe';
    this.quality = quality;
    this.outlook = outlook;
    this.outputTokens = expectedOutput(candidate, live, outlook);
    this.hitShare = expectedHit(candidate, live, outlook);
    this.latency = latencyOf(live, outlook.size);
    this.costUsd = this.#costWith(this.hitShare);
    this.passedBy = undefined;
    this.propensity = undefined;
  }

  #costWith(hitShare: number): number | undefined {
    const { prices } = this.candidate;
    if (prices === undefined) return undefined;
    const cached = this.outlook.inputTokens * hitShare;
    return costOf(prices, { fresh: this.outlook.inputTokens - cached, cached, output: this.outputTokens });
  }

  /** USD for this call if nothing were known of a sticky call's warm cache. */
  get coldCostUsd(): number | undefined {
    return this.#costWith(this.live?.cacheHitShare ?? 0);
  }

  /** USD for a call of usual size on this route. */
  get typicalCostUsd(): number | undefined {
    const { prices } = this.candidate;
    const { inputTokens, outputTokens } = this.outlook.typical;
    const output = this.outlook.writes ? outputTokens : 0;
    return prices === undefined ? undefined : costOf(prices, { fresh: inputTokens, cached: 0, output });
  }

  /** True where its times rest on enough to choose by. */
  get isWarm(): boolean {
    const { latency } = this;
    return latency !== undefined && Math.max(latency.samples, latency.wholeSamples ?? 0) >= warmSamples;
  }

  get firstTokenMs(): number | undefined {
    return this.latency?.firstTokenP50Ms;
  }

  /** To the end of the answer; undefined where that cannot be told. */
  get durationMs(): number | undefined {
    const { latency, outlook } = this;
    if (latency === undefined) return undefined;
    const { firstTokenP50Ms, wholeP50Ms, tokensPerSecond } = latency;
    if (!outlook.streaming && wholeP50Ms !== undefined) return wholeP50Ms;
    if (this.outputTokens === 0) return firstTokenP50Ms;
    if (tokensPerSecond === undefined || tokensPerSecond <= 0) return undefined;
    return firstTokenP50Ms + (this.outputTokens / tokensPerSecond) * 1_000;
  }

  /** To the first of the answer that the caller sees: all of it, where it is not streamed. */
  get firstSeenMs(): number | undefined {
    return this.outlook.streaming ? this.firstTokenMs : (this.durationMs ?? this.firstTokenMs);
  }
}
