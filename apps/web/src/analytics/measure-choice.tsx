'use client';
import { Segmented } from '../ui/segmented.tsx';
import { type Figures, isOnlySimulated, measureWords } from './figures.ts';
import { useAnalytics } from './provider.tsx';
import type { Measure } from './state.ts';

/** What a chart shows of `total`: what was chosen, but for cost where the sandbox is all there is. */
export function useMeasure(total: Figures | undefined): Measure {
  const { state } = useAnalytics();
  return state.measure === 'cost' && total !== undefined && isOnlySimulated(total) ? 'simulated' : state.measure;
}

/** What the chart shows. What the sandbox simulated is offered where there is any. */
export function MeasureChoice({ total, measure }: { readonly total: Figures | undefined; readonly measure: Measure }) {
  const { set } = useAnalytics();
  const hasSimulated = measure === 'simulated' || (total !== undefined && total.simulatedUsd !== '0');
  const shown: Measure[] = hasSimulated ? ['cost', 'simulated', 'calls', 'tokens'] : ['cost', 'calls', 'tokens'];
  const choices = shown.map((value) => ({ value, label: measureWords[value] }));
  return <Segmented label="Measure" choices={choices} value={measure} onChange={(next) => set({ measure: next })} />;
}
