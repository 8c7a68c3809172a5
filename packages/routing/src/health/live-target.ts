import { figures, figuresOf } from '../figures.ts';
import { type LiveLatency, type LiveTarget, type RateHeadroom, type SizeBucket, sizeBuckets } from '../live.ts';
import { stateOf } from './breaker.ts';
import { leftAfter, type RatioSums, ratioOf } from './decayed-ratio.ts';
import { laterOf } from './later-of.ts';
import { benchOf, type Refusal } from './refusal.ts';
import { addTimes, endedWeight, noTimes, percentileMs, survivalOf, type Times } from './survival.ts';
import {
  errorDecay,
  type LastFailure,
  meanDecay,
  type SizeTimes,
  type TargetRecord,
  tenthMs,
} from './target-record.ts';
import { timeDecay } from './time-series.ts';

/** How long a provider's word on what is left holds. */
const headroomMs = 60_000;

type At = { readonly nowMs: number; readonly inFlight: number; readonly keyRefusal: Refusal | undefined };

function sumTimes(all: readonly (SizeTimes | undefined)[], kind: keyof SizeTimes, nowMs: number): Times | undefined {
  let sum: Times | undefined;
  for (const size of all) {
    const known = size?.[kind];
    if (known === undefined) continue;
    sum ??= noTimes();
    addTimes(sum, known.times, leftAfter(nowMs - known.atMs, timeDecay));
  }
  return sum;
}

/** The times of one size of prompt over all processes, at a moment. */
export function timesOf(records: readonly TargetRecord[], size: SizeBucket, nowMs: number) {
  const all = records.map(({ times }) => times[size]);
  return { first: sumTimes(all, 'first', nowMs), whole: sumTimes(all, 'whole', nowMs) };
}

function percentilesOf(times: Times | undefined) {
  const survival = times === undefined ? undefined : survivalOf(times);
  if (times === undefined || survival === undefined) return undefined;
  return {
    samples: figures(endedWeight(times)),
    p50: figures(percentileMs(survival, 0.5)),
    p95: figures(percentileMs(survival, 0.95)),
  };
}

function latencyOf(records: readonly TargetRecord[], size: SizeBucket, nowMs: number): LiveLatency | undefined {
  const times = timesOf(records, size, nowMs);
  const first = percentilesOf(times.first);
  const whole = percentilesOf(times.whole);
  // Where no answer was streamed, a client sees the first of it when all of it is there.
  const shown = first !== undefined && (first.samples > 0 || whole === undefined) ? first : whole;
  if (shown === undefined) return undefined;
  return {
    samples: shown.samples,
    firstTokenP50Ms: shown.p50,
    firstTokenP95Ms: shown.p95,
    ...(whole === undefined ? {} : { wholeSamples: whole.samples, wholeP50Ms: whole.p50, wholeP95Ms: whole.p95 }),
  };
}

function ratio(
  records: readonly TargetRecord[],
  field: 'errors' | 'output' | 'input' | 'cache' | 'speed',
): number | undefined {
  const sums: (RatioSums | undefined)[] = records.map((record) => record[field]);
  return figuresOf(ratioOf(sums, field === 'errors' ? errorDecay : meanDecay));
}

function latest<Value extends { readonly atMs: number }>(all: readonly (Value | undefined)[]): Value | undefined {
  return all.reduce<Value | undefined>(laterOf, undefined);
}

function headroomOf(records: readonly TargetRecord[], nowMs: number): RateHeadroom | undefined {
  const said = latest(records.map(({ headroom }) => headroom));
  const fresh = said !== undefined && nowMs - said.atMs < headroomMs ? said : undefined;
  const spent = latest(records.map((record) => record.spent));
  const isSpent = spent !== undefined && spent.untilMs > nowMs;
  if (fresh === undefined && !isSpent) return undefined;
  return {
    ...(fresh?.requests === undefined ? {} : { requests: figures(fresh.requests) }),
    ...(fresh?.tokens === undefined ? {} : { tokens: figures(fresh.tokens) }),
    ...(isSpent ? { spentUntilMs: spent.untilMs } : {}),
  };
}

function latencies(records: readonly TargetRecord[], nowMs: number): LiveTarget['latency'] {
  const latency: { [Size in SizeBucket]?: LiveLatency } = {};
  const tokensPerSecond = ratio(records, 'speed');
  for (const size of sizeBuckets) {
    const known = latencyOf(records, size, nowMs);
    if (known !== undefined)
      latency[size] = { ...known, ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }) };
  }
  return latency;
}

/** The state of a Target by what each process says of it. */
export function liveTargetOf(records: readonly TargetRecord[], { nowMs, inFlight, keyRefusal }: At): LiveTarget {
  const breaker = latest(records.map((record) => record.breaker));
  const refusals = [keyRefusal, latest(records.map(({ refusal }) => refusal))];
  const benched = refusals.filter((refusal) => refusal !== undefined && benchOf(refusal, nowMs) === 'benched');
  const probes = refusals.some((refusal) => benchOf(refusal, nowMs) === 'probe');
  const state = stateOf(breaker, nowMs);
  const headroom = headroomOf(records, nowMs);
  const errorShare = ratio(records, 'errors');
  const outputTokens = ratio(records, 'output');
  const inputTokens = ratio(records, 'input');
  const cacheHitShare = ratio(records, 'cache');
  return {
    breaker: state === 'closed' && probes ? 'probe' : state,
    ...(state === 'open' && breaker !== undefined ? { openUntilMs: breaker.untilMs } : {}),
    ...(benched.length === 0
      ? {}
      : { keyRefusedUntilMs: Math.max(...benched.map((refusal) => refusal?.untilMs ?? 0)) }),
    ...(headroom === undefined ? {} : { headroom }),
    inFlight,
    ...(errorShare === undefined ? {} : { errorShare }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(cacheHitShare === undefined ? {} : { cacheHitShare }),
    latency: latencies(records, nowMs),
  };
}

/** Attempts in the last minute, over all processes. */
export function attemptsPerMinute(records: readonly TargetRecord[], nowMs: number): number {
  const since = Math.floor(nowMs / tenthMs) - 10;
  let count = 0;
  for (const { attempts } of records) {
    for (const [tenth, made] of attempts) if (tenth > since) count += made;
  }
  return count;
}

/** The last failure that any process has seen. */
export function lastFailureOf(records: readonly TargetRecord[]): LastFailure | undefined {
  return latest(records.map(({ lastFailure }) => lastFailure));
}
