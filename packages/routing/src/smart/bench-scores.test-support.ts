/** One prompt of a choice between a weak and a strong model. `rank`: those with a lower one go to the strong model first. */
export type Ranked = {
  readonly rank: number;
  readonly weak: { readonly score: number; readonly costUsd: number };
  readonly strong: { readonly score: number; readonly costUsd: number };
};

export type RouterScore = {
  /** Area under the share of the gap that is recovered, over the share of strong calls: .5 for a random router. */
  readonly apgr: number;
  /** Share of strong calls that recovers half and four fifths of the gap. */
  readonly cpt50: number;
  readonly cpt80: number;
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Total score with the first 0, 1, 2 ... prompts sent to the strong model; prompts of equal rank share alike. */
function totals(prompts: readonly Ranked[]): readonly number[] {
  const sorted = prompts.toSorted((one, other) => one.rank - other.rank);
  const curve = [sum(prompts.map(({ weak }) => weak.score))];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.rank === sorted[start]?.rank) end += 1;
    const gain = sum(sorted.slice(start, end).map(({ weak, strong }) => strong.score - weak.score));
    const before = curve.at(-1) ?? 0;
    for (let done = 1; done <= end - start; done += 1) curve.push(before + (gain * done) / (end - start));
    start = end;
  }
  return curve;
}

/** The scores of a router as RouteLLM defines them (arXiv 2406.18665, section 2). */
export function routerScore(prompts: readonly Ranked[]): RouterScore {
  const curve = totals(prompts);
  const [weak = 0, strong = 0] = [curve[0], curve.at(-1)];
  const recovered = curve.map((total) => (total - weak) / (strong - weak));
  const area = sum(recovered.slice(1).map((value, index) => (value + (recovered[index] ?? 0)) / 2));
  const shareFor = (target: number): number => recovered.findIndex((value) => value >= target) / prompts.length;
  return { apgr: area / prompts.length, cpt50: shareFor(0.5), cpt80: shareFor(0.8) };
}

/** Share of what the strong model would cost that is saved by the first point of a sweep with 95% of its quality. */
export function savedAt95(prompts: readonly Ranked[]): number {
  const sorted = prompts.toSorted((one, other) => one.rank - other.rank);
  const all = {
    score: sum(prompts.map(({ strong }) => strong.score)),
    costUsd: sum(prompts.map(({ strong }) => strong.costUsd)),
  };
  let score = sum(prompts.map(({ weak }) => weak.score));
  let costUsd = sum(prompts.map(({ weak }) => weak.costUsd));
  let rank = Number.NEGATIVE_INFINITY;
  for (const { weak, strong, ...prompt } of sorted) {
    if (score >= 0.95 * all.score && prompt.rank !== rank) break;
    rank = prompt.rank;
    score += strong.score - weak.score;
    costUsd += strong.costUsd - weak.costUsd;
  }
  return 1 - costUsd / all.costUsd;
}

export type Point = { readonly costUsd: number; readonly score: number };

/** The points of a sweep that no other beats at its cost: rising in both, ever less steeply. */
function hullOf(points: readonly Point[]): readonly Point[] {
  const hull: Point[] = [];
  for (const point of points.toSorted((one, other) => one.costUsd - other.costUsd || other.score - one.score)) {
    if (point.score <= (hull.at(-1)?.score ?? -1)) continue;
    for (;;) {
      const [before, last] = [hull.at(-2), hull.at(-1)];
      if (before === undefined || last === undefined) break;
      const rise = (last.score - before.score) * (point.costUsd - before.costUsd);
      if (rise > (point.score - before.score) * (last.costUsd - before.costUsd)) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

/** Mean quality over all costs between two: RouterBench's AIQ (arXiv 2403.12031, section 3). */
export function averageQuality(points: readonly Point[], lowUsd: number, highUsd: number): number {
  const hull = hullOf(points);
  const at = (costUsd: number): number => {
    const next = hull.findIndex((point) => point.costUsd >= costUsd);
    const [left, right] = [hull[next - 1], hull[next]];
    if (right === undefined) return hull.at(-1)?.score ?? 0;
    if (left === undefined) return right.score;
    return left.score + ((right.score - left.score) * (costUsd - left.costUsd)) / (right.costUsd - left.costUsd);
  };
  const steps = 2_000;
  return (
    sum(Array.from({ length: steps }, (_, step) => at(lowUsd + ((highUsd - lowUsd) * (step + 0.5)) / steps))) / steps
  );
}
