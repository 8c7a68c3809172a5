import { type Decay, leftAfter } from './decayed-ratio.ts';
import { binCount, binOf } from './log-bins.ts';
import { noTimes, percentileMs, survivalOf, type Times } from './survival.ts';

/**
 * Times fade to half in 10 minutes, so that one call a minute is enough to know a Target by, and to 1/e after 1,000 others.
 * It is not fading that makes the series follow a change: see below.
 */
export const timeDecay: Decay = { halfLifeMs: 600_000, memory: 1_000 };

/** A series' weights, and the moment that they are of. */
export type TimeSums = { readonly times: Times; readonly atMs: number };

type Recent = { readonly bin: number; readonly open: boolean; readonly atMs: number };

/** `slower`: for good; `other`: faster for good, or known well enough to go by for the first time. */
export type SeriesNews = 'none' | 'slower' | 'other';

/** A cumulative sum, and for how many times it has stood above zero. */
type Drift = { readonly sum: number; readonly count: number };
const still: Drift = { sum: 0, count: 0 };

function onward({ sum, count }: Drift, step: number): Drift {
  const next = Math.max(0, sum + step - driftPerTime);
  return next === 0 ? still : { sum: next, count: count + 1 };
}

const recentMax = 32;
/** Weights are relative to a unit that grows instead of all others shrinking; it is brought back before it overflows. */
const unitMax = 1e12;
/** So many times, and a choice goes by them. */
const warmWeight = 5;
/** A change is looked for once so much is known. */
const knownMin = 10;
const driftPerTime = 0.2;
const changeAt = 2.4;

/** Twice as slow as before is slow, until it has been so for half an hour: that is usual then. */
const slowFactor = 2;
const slowMs = 1_800_000;

function medianMs(times: Times): number | undefined {
  const survival = survivalOf(times);
  return survival === undefined ? undefined : percentileMs(survival, 0.5);
}

/**
 * Times of the recent past at one Target, binned, fading by age and by count, and forgotten at once where they changed for
 * good. A change is found by a cumulative sum over the rank of each time among those before (Page, 1954): ranks are
 * bounded, so that rare stalls, however long, are no change, and a full shift is one after 8 times.
 */
export class TimeSeries {
  #times: Times = noTimes();
  #unit = 1;
  /** The weight of all known times, in units. */
  #known = 0;
  #atMs: number | undefined;
  #slower: Drift = still;
  #faster: Drift = still;
  #recent: Recent[] = [];
  #usual: { readonly ms: number; readonly atMs: number } | undefined;

  /** `open`: it was cut off, and would have taken longer. Says what is new of the series. */
  add(ms: number, { open, atMs }: { readonly open: boolean; readonly atMs: number }): SeriesNews {
    const bin = binOf(ms);
    this.#age(atMs);
    const before = this.weight;
    this.#recent.push({ bin, open, atMs });
    if (this.#recent.length > recentMax) this.#recent.shift();
    const changed = this.#drift(bin, open);
    const slower = changed !== undefined && changed === this.#slower;
    if (changed === undefined) this.#put(bin, open);
    else this.#forget(changed);
    if (slower) return 'slower';
    return changed !== undefined || (before < warmWeight && this.weight >= warmWeight) ? 'other' : 'none';
  }

  /** Of the times that are known, at the last of them: how many they count for. */
  get weight(): number {
    return this.#known / this.#unit;
  }

  /** How many of its latest times, 32 at most, are not older than `atMs`. */
  countSince(atMs: number): number {
    return this.#recent.filter((recent) => recent.atMs >= atMs).length;
  }

  /** When the oldest of its latest times was. */
  get recentFromMs(): number | undefined {
    return this.#recent[0]?.atMs;
  }

  /** Leaves no more weight than this: what is known may be of before a change that nobody saw here. */
  fadeTo(weight: number): void {
    const factor = this.weight <= weight ? 1 : weight / this.weight;
    for (let bin = 0; bin < binCount; bin++) {
      this.#times.ended[bin] = (this.#times.ended[bin] ?? 0) * factor;
      this.#times.open[bin] = (this.#times.open[bin] ?? 0) * factor;
    }
    this.#known *= factor;
  }

  sums(): TimeSums | undefined {
    if (this.#atMs === undefined) return undefined;
    const factor = 1 / this.#unit;
    const scaled = (weights: Float64Array) => weights.map((weight) => weight * factor);
    return { times: { ended: scaled(this.#times.ended), open: scaled(this.#times.open) }, atMs: this.#atMs };
  }

  #age(atMs: number): void {
    const left = leftAfter(atMs - (this.#atMs ?? atMs), timeDecay) * (1 - 1 / timeDecay.memory);
    this.#unit /= Math.max(left, 1e-9);
    this.#atMs = Math.max(this.#atMs ?? atMs, atMs);
    if (this.#unit < unitMax) return;
    for (const weights of [this.#times.ended, this.#times.open]) {
      for (let bin = 0; bin < binCount; bin++) weights[bin] = (weights[bin] ?? 0) / this.#unit;
    }
    this.#known /= this.#unit;
    this.#unit = 1;
  }

  #put(bin: number, open: boolean): void {
    const weights = open ? this.#times.open : this.#times.ended;
    weights[bin] = (weights[bin] ?? 0) + this.#unit;
    if (!open) this.#known += this.#unit;
  }

  /** The share of known times below a bin, its own half. */
  #rankOf(bin: number): number | undefined {
    if (this.weight < knownMin) return undefined;
    let below = 0;
    for (let other = 0; other < bin; other++) below += this.#times.ended[other] ?? 0;
    return (below + (this.#times.ended[bin] ?? 0) / 2) / this.#known;
  }

  /** Follows the ranks; gives the sum that says that the times have changed. */
  #drift(bin: number, open: boolean): Drift | undefined {
    const rank = this.#rankOf(bin);
    // A time that was cut off early says nothing of whether it would have been slow.
    if (rank === undefined || (open && rank < 0.5)) return undefined;
    this.#slower = onward(this.#slower, rank - 0.5);
    this.#faster = onward(this.#faster, 0.5 - rank);
    return [this.#slower, this.#faster].find(({ sum }) => sum > changeAt);
  }

  /** True for half an hour after its times became much longer than they were, while they are. */
  isSlow(nowMs: number): boolean {
    const usual = this.#usual;
    if (usual === undefined || nowMs - usual.atMs > slowMs) return false;
    const median = medianMs(this.#times);
    return median !== undefined && median > slowFactor * usual.ms;
  }

  /** What was usual before it became slower; the first of changes that follow one another. */
  #note(changed: Drift): void {
    const median = medianMs(this.#times);
    const atMs = this.#atMs ?? 0;
    if (changed !== this.#slower || median === undefined || this.isSlow(atMs)) return;
    this.#usual = { ms: median, atMs };
  }

  /** Keeps only what came since the change. */
  #forget(changed: Drift): void {
    this.#note(changed);
    const { count } = changed;
    this.#recent = this.#recent.slice(-count);
    this.#times = noTimes();
    this.#known = 0;
    for (const { bin, open } of this.#recent) this.#put(bin, open);
    this.#slower = still;
    this.#faster = still;
  }
}
