import { setImmediate as turn } from 'node:timers/promises';
import type { LabelledRow } from '@weir/db/sql/quality-feedback';
import { decodeFeatures } from '@weir/routing/smart/features';
import { labelWeight, learn } from '@weir/routing/smart/learn';
import type { QualityModel } from '@weir/routing/smart/quality-model';
import { qualityLabel } from './label.ts';

/** Nobody else of the process waits longer than this. */
const sliceMs = 10;
const labelsAtOnce = 16;

/** How a verdict went, seen from its first answer. */
export function outcomeOf(score: number): 'a' | 'b' | 'tie' {
  if (score === 0.5) return 'tie';
  return score > 0.5 ? 'a' : 'b';
}

function learnRow(state: QualityModel, { score, label }: LabelledRow): void {
  const known = qualityLabel.safeParse(label);
  // Of a later release, or of a task that is gone.
  if (!known.success) return;
  const { model, other, task, propensity } = known.data;
  const features = decodeFeatures(known.data.features) ?? new Uint16Array();
  if (other === undefined) {
    learn(state, { kind: 'score', model, score, task, features, weight: labelWeight(propensity) });
  } else {
    learn(state, { kind: 'verdict', a: model, b: other.model, outcome: outcomeOf(score), task, features });
  }
}

/** Learns from labels in their order, letting others have their turn every 10 ms. */
export async function learnLabels(state: QualityModel, rows: readonly LabelledRow[]): Promise<void> {
  let sinceMs = performance.now();
  for (let at = 0; at < rows.length; at += labelsAtOnce) {
    for (const row of rows.slice(at, at + labelsAtOnce)) learnRow(state, row);
    if (performance.now() - sinceMs < sliceMs) continue;
    await turn();
    sinceMs = performance.now();
  }
}
