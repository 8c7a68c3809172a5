import type { Task } from '@weir/catalog/quality/task';
import type { QualityEstimate } from '../decision.ts';
import { labelsMin, type QualityModel } from './quality-model.ts';
import { correction, entryOf, logit, priorOf, sigmoid } from './scoring.ts';

/** What a quality is asked for: the task and the features of a prompt. */
export type PromptTraits = { readonly task: Task; readonly features: Uint16Array };

function estimateOf(state: QualityModel, name: string, { task, features }: PromptTraits): QualityEstimate | undefined {
  const model = state.models.get(name);
  const labels = model?.labels ?? 0;
  if (model === undefined || labels < labelsMin) {
    const prior = priorOf(name, task);
    return prior === undefined ? undefined : { quality: prior.quality, source: 'prior', labels };
  }
  const { quality } = entryOf(name, task, model.tasks.get(task));
  return { quality: sigmoid(logit(quality) + correction(model, features)), source: 'learnt', labels };
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
