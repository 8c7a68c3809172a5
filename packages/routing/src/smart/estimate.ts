import type { QualityEstimate } from '../decision.ts';
import { labelsMin, type QualityModel } from './quality-model.ts';
import { entryOf, logisticOf, type PromptTraits, priorOf } from './scoring.ts';

/** The table counts as so many labels beside the logistic: it speaks first, the words take over as labels come. */
const tableLabels = 5;

function estimateOf(state: QualityModel, name: string, prompt: PromptTraits): QualityEstimate | undefined {
  const model = state.models.get(name);
  const labels = model?.labels ?? 0;
  if (model === undefined || labels < labelsMin) {
    const prior = priorOf(name, prompt.task);
    return prior === undefined ? undefined : { quality: prior.quality, source: 'prior', labels };
  }
  const evidence = model.table.get(prompt.task);
  const entry = entryOf(name, prompt.task, model);
  const rated = evidence === undefined ? 0 : evidence.scoreWeight + evidence.verdictWeight;
  const quality = (tableLabels * entry.quality + rated * logisticOf(model, prompt)) / (tableLabels + rated);
  return { quality, source: 'learnt', labels };
}

/**
 * What each model, by `provider/model`, is expected to be worth for a prompt: the chance that its answer is good. With
 * fewer than `labelsMin` labels of a model it is the catalogue's prior and says so; a model with neither is left out.
 */
export function estimate(
  state: QualityModel,
  prompt: PromptTraits,
  models: readonly string[],
): ReadonlyMap<string, QualityEstimate> {
  const estimates = new Map<string, QualityEstimate>();
  for (const name of models) {
    const found = estimateOf(state, name, prompt);
    if (found !== undefined) estimates.set(name, found);
  }
  return estimates;
}
