import { type Interval, quarterMs, type Span } from './calendar.ts';

/** What the rollups are kept at. */
export const grains = ['quarter', 'hour', 'day', 'month'] as const;
export type Grain = (typeof grains)[number];

/** A part of a span that is whole buckets of one grain. */
export type Piece = Span & { readonly grain: Grain };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const lengthsMs = { quarter: quarterMs, hour: hourMs, day: dayMs };

/** The start of the bucket `ahead` buckets after the one that `atMs` lies in, in UTC. */
function bucketStart(grain: Grain, atMs: number, ahead = 0): number {
  const at = new Date(atMs);
  if (grain === 'month') return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead, 1);
  return (Math.floor(atMs / lengthsMs[grain]) + ahead) * lengthsMs[grain];
}

function ceiling(grain: Grain, atMs: number): number {
  const start = bucketStart(grain, atMs);
  return start === atMs ? start : bucketStart(grain, atMs, 1);
}

/** `span` as whole buckets, the widest in the middle. */
function cut({ fromMs, toMs }: Span, grain: Grain): Piece[] {
  if (fromMs >= toMs) return [];
  const finer = grains[grains.indexOf(grain) - 1];
  if (finer === undefined) return [{ fromMs, toMs, grain }];
  const [first, last] = [ceiling(grain, fromMs), bucketStart(grain, toMs)];
  if (first >= last) return cut({ fromMs, toMs }, finer);
  return [
    ...cut({ fromMs, toMs: first }, finer),
    { grain, fromMs: first, toMs: last },
    ...cut({ fromMs: last, toMs }, finer),
  ];
}

/**
 * Intervals that begin and end at quarters of an hour and follow each other, as whole buckets of the rollups of which
 * none reaches over the border of an interval; neighbours of one grain in one piece.
 */
export function piecesOf(intervals: readonly Interval[]): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of intervals.flatMap((interval) => cut(interval, 'month'))) {
    const last = pieces.at(-1);
    if (last?.grain === piece.grain && last.toMs === piece.fromMs)
      pieces[pieces.length - 1] = { ...last, toMs: piece.toMs };
    else pieces.push(piece);
  }
  return pieces;
}
