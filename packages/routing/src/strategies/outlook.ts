import type { Operation } from '@weir/protocol/operation';
import type { Candidate } from '../candidate.ts';
import type { PlanInput } from '../decision.ts';
import { type LiveLatency, type LiveTarget, type SizeBucket, sizeBucketOf } from '../live.ts';

/** Length of an answer, in tokens, where no target has told. */
export const outputTokensPrior = 400;
/** Length of a prompt, in tokens, where no target has told: what a typical call is taken for. */
export const inputTokensPrior = 1_000;
/** Times that rest on fewer samples are cold: not good enough to choose by. */
export const warmSamples = 5;

const writing: ReadonlySet<Operation> = new Set([
  'chat',
  'responses',
  'messages',
  'generate_content',
  'completions',
] as const);

/** Which figures stand in for a size of prompt: its own, then the next ones. */
const nearest: Readonly<Record<SizeBucket, readonly SizeBucket[]>> = {
  small: ['small', 'medium', 'large', 'huge'],
  medium: ['medium', 'small', 'large', 'huge'],
  large: ['large', 'medium', 'huge', 'small'],
  huge: ['huge', 'large', 'medium', 'small'],
};

/** What is expected of every target alike. */
export type Outlook = {
  readonly inputTokens: number;
  readonly outputTokensMax: number | undefined;
  /** False where the answer is not text: no tokens of it are paid for. */
  readonly writes: boolean;
  readonly streaming: boolean;
  readonly size: SizeBucket;
  /** Of targets that have not told: the mean of those that have. */
  readonly outputTokens: number;
  /** A call of usual size on this route. */
  readonly typical: { readonly inputTokens: number; readonly outputTokens: number };
  /** Where a sticky call's prompt cache is warm. */
  readonly warm: { readonly candidateId: string; readonly tokens: number } | undefined;
};

function meanOf(values: readonly (number | undefined)[], otherwise: number): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value === undefined) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? otherwise : sum / count;
}

/** What a call is expected to be, whoever takes it. */
export function outlookOf({ facts, stay }: PlanInput, lives: readonly (LiveTarget | undefined)[]): Outlook {
  const outputTokens = meanOf(
    lives.map((live) => live?.outputTokens),
    outputTokensPrior,
  );
  const inputTokens = meanOf(
    lives.map((live) => live?.inputTokens),
    inputTokensPrior,
  );
  return {
    inputTokens: facts.inputTokens,
    outputTokensMax: facts.outputTokensMax,
    writes: writing.has(facts.operation),
    streaming: facts.streaming,
    size: sizeBucketOf(facts.inputTokens),
    outputTokens,
    typical: { inputTokens, outputTokens },
    warm: stay === undefined ? undefined : { candidateId: stay.candidateId, tokens: stay.warmTokens },
  };
}

/** Tokens that a target's answer is expected to have. */
export function expectedOutput(candidate: Candidate, live: LiveTarget | undefined, outlook: Outlook): number {
  if (!outlook.writes) return 0;
  const length = live?.outputTokens ?? outlook.outputTokens;
  return Math.min(length, candidate.overrides?.outputTokensMax ?? outlook.outputTokensMax ?? length);
}

/** Share of the input that a target is expected to read from its prompt cache: by its record, or by what it holds. */
export function expectedHit({ id }: Candidate, live: LiveTarget | undefined, outlook: Outlook): number {
  const usual = live?.cacheHitShare ?? 0;
  const { warm, inputTokens } = outlook;
  if (warm === undefined || warm.candidateId !== id || inputTokens === 0) return usual;
  return Math.max(usual, Math.min(1, warm.tokens / inputTokens));
}

/** The target's times for prompts of that size, or of the size next to it that rests on enough; else whatever there is. */
export function latencyOf(live: LiveTarget | undefined, size: SizeBucket): LiveLatency | undefined {
  if (live === undefined) return undefined;
  let any: LiveLatency | undefined;
  for (const near of nearest[size]) {
    const latency = live.latency[near];
    if (latency === undefined) continue;
    if (Math.max(latency.samples, latency.wholeSamples ?? 0) >= warmSamples) return latency;
    any ??= latency;
  }
  return any;
}
