/** A value at a place on the axis, and how it is said. */
export type Point = { readonly size: number | null; readonly text: string };

/** What is drawn in one colour: one point for each bucket. */
export type Series = {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly points: readonly Point[];
};

/** The top of the stack at each bucket. */
export function stackTops(series: readonly Series[], count: number): number[] {
  return Array.from({ length: count }, (_, nth) =>
    series.reduce((sum, { points }) => sum + (points[nth]?.size ?? 0), 0),
  );
}

/** Which series of the stack is at `height` (on the axis) of a bucket; undefined above all of them. */
export function seriesAt(series: readonly Series[], nth: number, height: number): Series | undefined {
  let sum = 0;
  return series.find(({ points }) => {
    const size = points[nth]?.size ?? 0;
    sum += size;
    return size > 0 && height < sum;
  });
}

/** The stretches of `points` without a gap, each with the place of its first. */
export function stretches(points: readonly Point[]): { from: number; sizes: number[] }[] {
  const found: { from: number; sizes: number[] }[] = [];
  for (const [nth, { size }] of points.entries()) {
    if (size === null) continue;
    const last = found.at(-1);
    if (last !== undefined && last.from + last.sizes.length === nth) last.sizes.push(size);
    else found.push({ from: nth, sizes: [size] });
  }
  return found;
}
