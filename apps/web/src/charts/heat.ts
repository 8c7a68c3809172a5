/** How many values lie in [from, to); no upper bound is null. */
export type Bin = { readonly from: number; readonly to: number | null; readonly count: number };

/** A row of a heat map: a stretch of the axis, and how many values of each bucket lie in it. */
export type HeatRow = { readonly from: number; readonly to: number; readonly counts: readonly number[] };

const rowsPerDouble = 2;

/** The row, counted from 1 on the axis, in which a value lies. Rows are half a doubling high. */
function rowOf(value: number): number {
  return Math.floor(Math.log2(Math.max(value, 1)) * rowsPerDouble + 1e-9);
}

/** The bins of each bucket as rows of one height on a logarithmic axis, the lowest first; none where there are no values. */
export function heatRows(buckets: readonly (readonly Bin[])[]): HeatRow[] {
  const filled = buckets.flatMap((bins) => bins.filter(({ count }) => count > 0).map(({ from }) => rowOf(from)));
  if (filled.length === 0) return [];
  const [low, high] = [Math.min(...filled), Math.max(...filled)];
  return Array.from({ length: high - low + 1 }, (_, nth) => {
    const row = low + nth;
    const counts = buckets.map((bins) =>
      bins.reduce((sum, { from, count }) => (rowOf(from) === row ? sum + count : sum), 0),
    );
    return { from: 2 ** (row / rowsPerDouble), to: 2 ** ((row + 1) / rowsPerDouble), counts };
  });
}

/** Values of 1, 2 and 5 times a power of ten within [from, to], for the axis; every second where they are many. */
export function logTicks(from: number, to: number): number[] {
  const all: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(from)); power <= to; power *= 10) {
    for (const factor of [1, 2, 5]) if (factor * power >= from && factor * power <= to) all.push(factor * power);
  }
  return all.length <= 6 ? all : all.filter((tick) => /^10*$/.test(String(tick)));
}
