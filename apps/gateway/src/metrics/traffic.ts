import type { AttemptStatus, CallStatus } from '@weir/protocol/ledger';
import type { Operation } from '@weir/protocol/operation';
import type { Usage } from '@weir/protocol/usage';

/** Seconds; upper bounds of the latency histograms. */
export const secondsBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** A histogram as plain numbers: `counts[i]` observations at most `secondsBuckets[i]`, the last entry for the rest. */
export type Distribution = { readonly counts: number[]; sum: number };

/** What has passed through this process, as plain numbers by label values, read at each scrape. */
export type Traffic = {
  readonly calls: Map<string, number>;
  readonly attempts: Map<string, number>;
  readonly tokens: Map<string, number>;
  readonly durations: Map<string, Distribution>;
  readonly firstTokens: Map<string, Distribution>;
};

/** Nothing has passed yet. */
export function createTraffic(): Traffic {
  return { calls: new Map(), attempts: new Map(), tokens: new Map(), durations: new Map(), firstTokens: new Map() };
}

/** A metric's label values joined to one key; no value contains the separator. */
export const labelSeparator = '|';

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function observe(distributions: Map<string, Distribution>, key: string, milliseconds: number): void {
  let distribution = distributions.get(key);
  if (distribution === undefined) {
    distribution = { counts: new Array<number>(secondsBuckets.length + 1).fill(0), sum: 0 };
    distributions.set(key, distribution);
  }
  const seconds = milliseconds / 1_000;
  let bucket = 0;
  while (bucket < secondsBuckets.length && seconds > (secondsBuckets[bucket] ?? 0)) bucket++;
  distribution.counts[bucket] = (distribution.counts[bucket] ?? 0) + 1;
  distribution.sum += seconds;
}

/** Counts a Call that was answered, refused or left. */
export function countCall(
  traffic: Traffic,
  call: { operation: Operation; status: CallStatus; durationMs: number },
): void {
  add(traffic.calls, call.operation + labelSeparator + call.status, 1);
  observe(traffic.durations, call.operation, call.durationMs);
}

/** Counts an Attempt that was closed. */
export function countAttempt(
  traffic: Traffic,
  attempt: { provider: string; status: AttemptStatus; usage: Usage; firstTokenMs?: number | undefined },
): void {
  const { provider, usage } = attempt;
  add(traffic.attempts, provider + labelSeparator + attempt.status, 1);
  if (attempt.firstTokenMs !== undefined) observe(traffic.firstTokens, provider, attempt.firstTokenMs);
  for (const [bucket, quantity] of Object.entries(usage)) {
    add(traffic.tokens, provider + labelSeparator + bucket, quantity);
  }
}
