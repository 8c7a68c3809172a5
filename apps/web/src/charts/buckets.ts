import type { Interval, Span } from '../analytics/range.ts';
import { quarterMs, startOf } from '../analytics/zone.ts';

/** A step of a chart's time: what was asked for of one interval, which may be less than all of it. */
export type Bucket = Span & {
  /** When the interval begins; before `fromMs` when the span cuts it. */
  readonly atMs: number;
  /** The span ends, or begins, within the interval: there is more of it than is shown. */
  readonly isPartial: boolean;
};

/** Every interval that a span reaches into, empty ones too, as the service cuts them. */
export function bucketsOf(span: Span, { interval, timeZone }: { interval: Interval; timeZone: string }): Bucket[] {
  const buckets: Bucket[] = [];
  let atMs = interval === '15m' ? span.fromMs : startOf(interval, { atMs: span.fromMs, timeZone });
  while (atMs < span.toMs) {
    const endMs = interval === '15m' ? atMs + quarterMs : startOf(interval, { atMs, timeZone }, 1);
    const [fromMs, toMs] = [Math.max(atMs, span.fromMs), Math.min(endMs, span.toMs)];
    buckets.push({ atMs, fromMs, toMs, isPartial: fromMs > atMs || toMs < endMs });
    atMs = endMs;
  }
  return buckets;
}

/** The place of the bucket with `atMs` in it; -1 when none has. */
export function bucketAt(buckets: readonly Bucket[], atMs: number): number {
  return buckets.findIndex(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}
