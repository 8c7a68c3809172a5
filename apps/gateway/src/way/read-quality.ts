import type { Task } from '@weir/catalog/quality/task';
import { readPromptText } from '@weir/protocol/facts/read-prompt-text';
import type { Operation } from '@weir/protocol/operation';
import type { Candidate } from '@weir/routing/candidate';
import type { Condition } from '@weir/routing/condition';
import type { QualityEstimate } from '@weir/routing/decision';
import { goesByQuality } from '@weir/routing/goes-by-quality';
import { nodesOf } from '@weir/routing/nodes-of';
import type { Need } from '@weir/routing/request-facts';
import type { RoutePlan } from '@weir/routing/route-plan';
import { estimate } from '@weir/routing/smart/estimate';
import { encodeFeatures, promptFeatures } from '@weir/routing/smart/features';
import { emptyQualityModel, type QualityModel } from '@weir/routing/smart/quality-model';
import { recogniseTask } from '@weir/routing/smart/recognise-task';

/** What a plan has to know of a prompt: nothing, what it is about, what each model is worth for it, and to learn from it. */
type Appetite = 'nothing' | 'task' | 'quality' | 'learning';

/** What was read off a prompt. None of its words is in it. */
export type PromptReading = {
  readonly task?: Task;
  readonly qualities?: ReadonlyMap<string, QualityEstimate>;
  /** For the record of a smart choice, so that a later rating of the answer can be learnt from. */
  readonly features?: string;
};

const charactersMax = 8_192;
/** What models are worth is then what public results say. */
const nothingLearnt = emptyQualityModel();

function asksForTask(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(asksForTask);
  if ('any' in condition) return condition.any.some(asksForTask);
  return 'not' in condition ? asksForTask(condition.not) : condition.fact === 'task';
}

function appetiteOf({ strategy }: RoutePlan): Appetite {
  const nodes = nodesOf(strategy);
  if (nodes.some(({ kind }) => kind === 'smart')) return 'learning';
  if (goesByQuality(strategy)) return 'quality';
  const conditions = nodes.flatMap((node) => (node.kind === 'conditional' ? node.when.map((one) => one.if) : []));
  return conditions.some(asksForTask) ? 'task' : 'nothing';
}

const appetites = new WeakMap<RoutePlan, Appetite>();

function knownAppetite(plan: RoutePlan): Appetite {
  const known = appetites.get(plan);
  if (known !== undefined) return known;
  const appetite = appetiteOf(plan);
  appetites.set(plan, appetite);
  return appetite;
}

/** A request whose prompt may have to be read. */
export type ReadingQuality = {
  readonly plan: RoutePlan;
  readonly candidates: readonly Candidate[];
  readonly operation: Operation;
  readonly document: unknown;
  readonly needs: readonly Need[];
  /** What the project has learnt; undefined where that is nothing, or not known yet. Only asked where it counts. */
  readonly learnt: () => QualityModel | undefined;
};

/** Reads off a prompt what its plan goes by, and nothing more. */
export function readQuality(reading: ReadingQuality): PromptReading {
  const { plan, candidates, operation, document, needs, learnt } = reading;
  const appetite = knownAppetite(plan);
  if (appetite === 'nothing') return {};
  const prompt = readPromptText(operation, document, charactersMax);
  const task = recogniseTask(prompt, { needs });
  if (appetite === 'task') return { task };
  const features = promptFeatures(prompt);
  const models = [...new Set(candidates.map(({ provider, model }) => `${provider}/${model}`))];
  const qualities = estimate(learnt() ?? nothingLearnt, { task, features }, models);
  return appetite === 'learning' ? { task, qualities, features: encodeFeatures(features) } : { task, qualities };
}
