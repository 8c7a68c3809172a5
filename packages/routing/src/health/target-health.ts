import type { Observation, RateHeadroom, SizeBucket } from '../live.ts';
import { sizeBucketOf } from '../live.ts';
import { afterBeat, type Breaker, noStreak, opened, type Streak, stateOf, triersMax } from './breaker.ts';
import { DecayedRatio } from './decayed-ratio.ts';
import { laterOf } from './later-of.ts';
import { Probes } from './probes.ts';
import type { Refusal } from './refusal.ts';
import { Silence } from './silence.ts';
import type { Headroom, LastFailure, SizeTimes, Spent, TargetRecord } from './target-record.ts';
import { errorDecay, meanDecay, tenthMs } from './target-record.ts';
import { TimeSeries } from './time-series.ts';

/** Failures that are the provider's own. A spent rate is headroom, and what the caller did wrong says nothing of it. */
const sickCodes: ReadonlySet<string> = new Set(['server_error', 'network', 'timeout', 'overloaded', 'truncated']);

const tenthsKept = 11;
/** A provider that refuses for its rate without saying how long gets a pause, from the second time in a row. */
const pauseMs = 500;
const pauseMsMax = 8_000;

type Series = { first?: TimeSeries; whole?: TimeSeries };

type SeenTime = { readonly ms: number; readonly open: boolean };
type TimesOf = { readonly size: SizeBucket; readonly kind: keyof Series };

/** A series of times that is another now: slower for good, or otherwise worth a new look; its latest are from `fromMs` on. */
export type TimesNews = TimesOf & { readonly isSlower: boolean; readonly fromMs: number };
/** `circuit`: it changed, or its rate is spent: others must know at once. */
export type TargetNews = { readonly circuit: boolean; readonly times: TimesNews | undefined };

/** What this process has met at one Target. */
export class TargetHealth {
  breaker: Breaker | undefined;
  refusal: Refusal | undefined;
  inFlight = 0;
  readonly #probes = new Probes();
  usedAtMs = 0;
  #streak: Streak = noStreak;
  #headroom: Headroom | undefined;
  #spent: Spent | undefined;
  #limitedInRow = 0;
  #lastFailure: LastFailure | undefined;
  readonly #silence = new Silence();
  readonly #errors = new DecayedRatio(errorDecay);
  readonly #output = new DecayedRatio(meanDecay);
  readonly #input = new DecayedRatio(meanDecay);
  readonly #cache = new DecayedRatio(meanDecay);
  readonly #speed = new DecayedRatio(meanDecay);
  readonly #tenths: [number, number][] = [];
  readonly #times: { [Size in SizeBucket]?: Series } = {};

  observe(observation: Observation): TargetNews {
    const { atMs, outcome, headroom, durationMs } = observation;
    if (outcome.kind !== 'canceled') this.#silence.answered(durationMs);
    const spent = this.#spent;
    this.usedAtMs = Math.max(this.usedAtMs, atMs);
    this.#probes.end(atMs - durationMs);
    this.#count(atMs);
    const times = this.#time(observation);
    if (outcome.kind === 'succeeded') this.#learn(observation);
    if (outcome.kind === 'failed') this.#fail(outcome, atMs);
    else if (outcome.kind === 'succeeded') this.#limitedInRow = 0;
    if (headroom !== undefined) this.#spend(headroom, atMs);
    const circuit = this.#beat(observation);
    return { circuit: circuit || this.#spent !== spent, times };
  }

  /** The series in which times like this are, where there are any. */
  seriesLike({ size, kind }: TimesOf): TimeSeries | undefined {
    return this.#times[size]?.[kind];
  }

  /** True where it has become much slower of late, for prompts of this size. */
  isSlow(size: SizeBucket, nowMs: number): boolean {
    const { first, whole } = this.#times[size] ?? {};
    return (first ?? whole)?.isSlow(nowMs) ?? false;
  }

  /** Whether one more call may find out, at `nowMs`, if the Target has recovered; it does so then. */
  claimProbe(nowMs: number): boolean {
    return this.#probes.begin(nowMs, triersMax(this.breaker));
  }

  /** An attempt leaves, at `nowMs`. True where its circuit opens, since nothing has been answered for too long. */
  begin(nowMs: number): boolean {
    this.inFlight += 1;
    if (!this.#silence.begin(nowMs) || stateOf(this.breaker, nowMs) === 'open') return false;
    this.breaker = opened(this.breaker, nowMs);
    this.#streak = noStreak;
    return true;
  }

  /** Takes over what another process knows better. True where the circuit is another for it. */
  adopt(breaker: Breaker | undefined, refusal: Refusal | undefined): boolean {
    this.refusal = laterOf(this.refusal, refusal);
    const later = laterOf(this.breaker, breaker);
    if (later === this.breaker) return false;
    this.breaker = later;
    this.#streak = noStreak;
    return true;
  }

  record(): TargetRecord {
    return {
      breaker: this.breaker,
      refusal: this.refusal,
      headroom: this.#headroom,
      spent: this.#spent,
      lastFailure: this.#lastFailure,
      errors: this.#errors.sums(),
      output: this.#output.sums(),
      input: this.#input.sums(),
      cache: this.#cache.sums(),
      speed: this.#speed.sums(),
      attempts: this.#tenths.map(([tenth, count]) => [tenth, count] as const),
      times: this.#recordTimes(),
    };
  }

  #recordTimes(): TargetRecord['times'] {
    const times: { [Size in SizeBucket]?: SizeTimes } = {};
    for (const size of ['small', 'medium', 'large', 'huge'] as const) {
      const series = this.#times[size];
      if (series !== undefined) times[size] = { first: series.first?.sums(), whole: series.whole?.sums() };
    }
    return times;
  }

  #count(atMs: number): void {
    const tenth = Math.floor(atMs / tenthMs);
    const last = this.#tenths.at(-1);
    if (last !== undefined && last[0] >= tenth) {
      last[1] += 1;
      return;
    }
    this.#tenths.push([tenth, 1]);
    if (this.#tenths.length > tenthsKept) this.#tenths.shift();
  }

  #time(observation: Observation): TimesNews | undefined {
    const { outcome, firstTokenMs, waitedMs, durationMs, streaming } = observation;
    if (firstTokenMs !== undefined) return this.#addTime(observation, 'first', { ms: firstTokenMs, open: false });
    const succeeded = outcome.kind === 'succeeded';
    const waited = waitedMs ?? durationMs;
    // What the caller did wrong is answered fast, and no answer was begun.
    if (waited <= 0 || (outcome.kind === 'failed' && !sickCodes.has(outcome.code))) return undefined;
    // An answer that came with no first token to see came in one piece.
    const whole = streaming === false || (succeeded && streaming === undefined);
    return this.#addTime(observation, whole ? 'whole' : 'first', { ms: waited, open: !succeeded });
  }

  #addTime({ inputTokens, atMs }: Observation, kind: keyof Series, time: SeenTime): TimesNews | undefined {
    const size = sizeBucketOf(inputTokens);
    const known = this.#times[size] ?? {};
    const series = known[kind] ?? new TimeSeries();
    this.#times[size] = { ...known, [kind]: series };
    const fromMs = series.recentFromMs ?? atMs;
    const news = series.add(time.ms, { open: time.open, atMs });
    return news === 'none' ? undefined : { size, kind, isSlower: news === 'slower', fromMs };
  }

  #learn(observation: Observation): void {
    const { atMs, inputTokens, outputTokens, inputTokensRead, cacheReadTokens, firstTokenMs, durationMs } = observation;
    // As the gateway counts them before a call: what a decision sets beside it is counted so too.
    if (inputTokens > 0) this.#input.add(inputTokens, 1, atMs);
    if (outputTokens !== undefined) this.#output.add(outputTokens, 1, atMs);
    if (inputTokensRead !== undefined && inputTokensRead > 0 && cacheReadTokens !== undefined) {
      this.#cache.add(Math.min(cacheReadTokens, inputTokensRead), inputTokensRead, atMs);
    }
    const seconds = firstTokenMs === undefined ? 0 : (durationMs - firstTokenMs) / 1_000;
    if (outputTokens !== undefined && outputTokens > 1 && seconds > 0) this.#speed.add(outputTokens - 1, seconds, atMs);
  }

  #fail({ code, status, retryAfterMs }: Extract<Observation['outcome'], { kind: 'failed' }>, atMs: number): void {
    this.#lastFailure = { atMs, code, ...(status === undefined ? {} : { status }) };
    if (code !== 'rate_limited') return;
    this.#limitedInRow += 1;
    const pause = this.#limitedInRow < 2 ? 0 : Math.min(pauseMsMax, pauseMs * 2 ** (this.#limitedInRow - 2));
    const waitMs = retryAfterMs ?? pause;
    if (waitMs > 0) this.#spent = { atMs, untilMs: atMs + waitMs };
  }

  #spend({ requests, tokens, spentUntilMs }: RateHeadroom, atMs: number): void {
    this.#headroom = { atMs, requests, tokens };
    if (spentUntilMs !== undefined && spentUntilMs > (this.#spent?.untilMs ?? 0)) {
      this.#spent = { atMs, untilMs: spentUntilMs };
    }
  }

  #beat({ outcome, atMs, durationMs }: Observation): boolean {
    const failed = outcome.kind === 'failed' && sickCodes.has(outcome.code);
    if (!failed && outcome.kind !== 'succeeded') return false;
    this.#errors.add(failed ? 1 : 0, 1, atMs);
    const before = this.breaker;
    const { breaker, streak } = afterBeat(before, this.#streak, { failed, startedAtMs: atMs - durationMs, atMs });
    this.breaker = breaker;
    this.#streak = streak;
    return breaker !== before;
  }
}
