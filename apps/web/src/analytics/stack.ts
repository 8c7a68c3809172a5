import type { Bucket } from '../charts/buckets.ts';
import type { Point } from '../charts/series.ts';
import { none } from './dimensions.ts';
import { addFigures, type Figures, noFigures, sizeOf, textOf } from './figures.ts';
import type { Measure } from './state.ts';

/** Figures of one value of the group in one bucket. */
export type StackLine = { readonly at: string | null; readonly value: string | null; readonly figures: Figures };

/** One layer of a stack: a value of the group, or with `value` null all that have no layer of their own. */
export type Layer = {
  /** As filters name it. */
  readonly value: string | null;
  readonly figures: readonly Figures[];
  readonly total: Figures;
};

export type Stack = {
  /** The largest first, the rest last. */
  readonly layers: readonly Layer[];
  /** Of each bucket. */
  readonly totals: readonly Figures[];
};

const layersMax = 8;

function largestFirst(measure: Measure) {
  const size = (layer: Layer) => sizeOf(measure, layer.total) ?? 0;
  return (a: Layer, b: Layer) =>
    size(b) - size(a) || b.total.calls - a.total.calls || String(a.value).localeCompare(String(b.value));
}

function layerOf(value: string | null, lines: readonly StackLine[], buckets: readonly Bucket[]): Layer {
  const byBucket = Map.groupBy(lines, ({ at }) => Date.parse(at ?? ''));
  const figures = buckets.map(({ atMs }) => {
    const [first, ...more] = byBucket.get(atMs) ?? [];
    if (first === undefined) return noFigures;
    return more.length === 0 ? first.figures : addFigures([first.figures, ...more.map((line) => line.figures)]);
  });
  return { value, figures, total: addFigures(lines.map((line) => line.figures)) };
}

/** The lines of a report as layers: the eight largest by `measure`, and one of all others. */
export function stackOf(
  lines: readonly StackLine[],
  { buckets, measure }: { buckets: readonly Bucket[]; measure: Measure },
): Stack {
  const byValue = Map.groupBy(lines, ({ value }) => value ?? none);
  const layers = [...byValue].map(([value, own]) => layerOf(value, own, buckets)).sort(largestFirst(measure));
  const shown = layers.length === layersMax + 1 ? layers : layers.slice(0, layersMax);
  const others = layers.slice(shown.length).map(({ value }) => value);
  const rest = lines.filter(({ value }) => others.includes(value ?? none));
  return {
    layers: rest.length === 0 ? shown : [...shown, layerOf(null, rest, buckets)],
    totals: layerOf(null, lines, buckets).figures,
  };
}

/** Figures as points of a chart. */
export function pointsOf(figures: readonly Figures[], measure: Measure): Point[] {
  return figures.map((each) => ({ size: sizeOf(measure, each), text: textOf(measure, each) }));
}

/** True when a layer has anything to draw. What is nothing but unknown is said of the sum. */
export function isSeen({ total }: Layer, measure: Measure): boolean {
  return (sizeOf(measure, total) ?? 0) > 0;
}
