'use client';
import { useMemo } from 'react';
import type { Series } from '../charts/series.ts';
import { useSeriesColours } from '../ui/series-colour.ts';
import type { Dimension } from './dimensions.ts';
import type { Part } from './drill.ts';
import { useNames } from './names.ts';
import { isSeen, type Layer, pointsOf, type Stack } from './stack.ts';
import type { Measure } from './state.ts';

export type StackLayer = {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly layer: Layer;
  readonly part: Part;
};

/** A stack as it is drawn. */
export type DrawnStack = {
  /** With names, colours and what a click on them opens; the largest first. */
  readonly layers: readonly StackLayer[];
  /** The same for a chart, the largest at the bottom. */
  readonly series: readonly Series[];
  /** The colour of a value, whether or not it has a layer of its own. */
  readonly colourOf: (value: string | null) => string;
};

/** Gives the layers of a stack names and colours. `group` is what the stack is by. */
export function useStack(stack: Stack, group: Dimension, measure: Measure): DrawnStack {
  const nameOf = useNames();
  const names = useMemo(() => stack.layers.map(({ value }) => value), [stack]);
  const colourOf = useSeriesColours(names);
  return useMemo(() => {
    const own = names.filter((name) => name !== null);
    const layers = stack.layers
      .filter((layer) => isSeen(layer, measure))
      .map((layer): StackLayer => {
        const { value } = layer;
        const colour = colourOf(value);
        if (value === null) return { id: 'other', label: 'Other', colour, layer, part: { butFor: [group, own] } };
        return { id: `is ${value}`, label: nameOf(group, value), colour, layer, part: { of: [group, value] } };
      });
    const series = layers.map(({ id, label, colour, layer }) => {
      return { id, label, colour, points: pointsOf(layer.figures, measure) };
    });
    return { layers, series, colourOf };
  }, [stack, names, colourOf, nameOf, group, measure]);
}
