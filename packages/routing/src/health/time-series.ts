import { type Decay, leftAfter } from './decayed-ratio.ts';
import { binCount, binOf } from './log-bins.ts';
import { endedWeight, noTimes, type Times } from './survival.ts';

/** Times fade to half in 2 minutes, and to 1/e after 1,000 others. */
export const timeDecay: Decay = { halfLifeMs: 120_000, memory: 1_000 };

/** A series' weights, and the moment that they are of. */
export type TimeSums = { readonly times: Times; readonly atMs: number };

type Recent = { readonly bin: number; readonly open: boolean };

const recentMax = 32;
/** Weights are relative to a unit that grows instead of all others shrinking; it is brought back before it overflows. */
const unitMax = 1e12;
/** A change is looked for once so much is known. */
const knownMin = 10;
const driftPerTime = 0.2;
const changeAt = 2.4;

/**
 * Times of the recent past at one Target, binned, fading by age and by count, and forgotten at once where they changed for
 * good. A change is found by a cumulative sum over the rank of each time among those before (Page, 1954): ranks are
 * bounded, so that rare stalls, however long, are no change, and a full shift is one after 8 times.
 */
export class TimeSeries {
  #times: Times = noTimes();
  #unit = 1;
  #atMs = 0;
  #slower = 0;
  #slowerFor = 0;
  #faster = 0;
  #fasterFor = 0;
  #recent: Recent[] = [];

  /** `open`: it was cut off, and would have taken longer. */
  add(ms: number, { open, atMs }: { readonly open: boolean; readonly atMs: number }): void {
    const bin = binOf(ms);
    this.#age(atMs);
    this.#recent.push({ bin, open });
    if (this.#recent.length > recentMax) this.#recent.shift();
    if (this.#changed(bin, open)) this.#forget();
    else this.#put(bin, open);
  }

  sums(): TimeSums | undefined {
    if (this.#recent.length === 0) return undefined;
    const factor = 1 / this.#unit;
    const scaled = (weights: Float64Array) => weights.map((weight) => weight * factor);
    return { times: { ended: scaled(this.#times.ended), open: scaled(this.#times.open) }, atMs: this.#atMs };
  }

  #age(atMs: number): void {
    const left = leftAfter(this.#atMs === 0 ? 0 : atMs - this.#atMs, timeDecay) * (1 - 1 / timeDecay.memory);
    this.#unit /= Math.max(left, 1e-9);
    this.#atMs = Math.max(this.#atMs, atMs);
    if (this.#unit < unitMax) return;
    for (const weights of [this.#times.ended, this.#times.open]) {
      for (let bin = 0; bin < binCount; bin++) weights[bin] = (weights[bin] ?? 0) / this.#unit;
    }
    this.#unit = 1;
  }

  #put(bin: number, open: boolean): void {
    const weights = open ? this.#times.open : this.#times.ended;
    weights[bin] = (weights[bin] ?? 0) + this.#unit;
  }

  /** The share of known times below a bin, its own half. */
  #rankOf(bin: number): number | undefined {
    const total = endedWeight(this.#times);
    if (total < knownMin * this.#unit) return undefined;
    let below = 0;
    for (let other = 0; other < bin; other++) below += this.#times.ended[other] ?? 0;
    return (below + (this.#times.ended[bin] ?? 0) / 2) / total;
  }

  #changed(bin: number, open: boolean): boolean {
    const rank = this.#rankOf(bin);
    // A time that was cut off early says nothing of whether it would have been slow.
    if (rank === undefined || (open && rank < 0.5)) return false;
    this.#slower = Math.max(0, this.#slower + rank - 0.5 - driftPerTime);
    this.#slowerFor = this.#slower > 0 ? this.#slowerFor + 1 : 0;
    this.#faster = Math.max(0, this.#faster + 0.5 - rank - driftPerTime);
    this.#fasterFor = this.#faster > 0 ? this.#fasterFor + 1 : 0;
    return this.#slower > changeAt || this.#faster > changeAt;
  }

  /** Keeps only what came since the change. */
  #forget(): void {
    const since = this.#slower > changeAt ? this.#slowerFor : this.#fasterFor;
    this.#recent = this.#recent.slice(-since);
    this.#times = noTimes();
    for (const { bin, open } of this.#recent) this.#put(bin, open);
    this.#slower = 0;
    this.#slowerFor = 0;
    this.#faster = 0;
    this.#fasterFor = 0;
  }
}
