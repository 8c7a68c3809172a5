import type { Candidate } from '../candidate.ts';
import type { QualityEstimate } from '../decision.ts';
import { candidate, node, planInput, priced, well } from '../plan.test-support.ts';
import { planRoute } from '../plan-route.ts';
import type { Strategy } from '../route-plan.ts';

/** A model and what it costs: USD per million tokens. */
export type BenchModel = { readonly name: string; readonly usdPerMillion: number };

/** What a plan is asked about one prompt. */
export type Asked = {
  readonly qualities: ReadonlyMap<string, QualityEstimate>;
  readonly inputTokens: number;
  readonly seed?: number;
};

/** Qualities that are swept are multiples of one part of this. */
export const qualitySteps = 1_024;

type Prepared = { readonly strategy: Strategy; readonly candidates: readonly Candidate[] };

/** Routes over some models whose qualities are swept, all through `planRoute`. */
export class BenchRoutes {
  readonly #models: readonly BenchModel[];
  readonly #usualTokens: number;
  readonly #prepared = new Map<number, Prepared>();

  /** `usualTokens`: length of the traffic's prompts, as the live figures would tell it. */
  constructor(models: readonly BenchModel[], usualTokens: number) {
    this.#models = models;
    this.#usualTokens = usualTokens;
  }

  /** A smart route that asks for `step` parts of the best quality, and explores nothing. */
  #smart(step: number): Prepared {
    const known = this.#prepared.get(step);
    if (known !== undefined) return known;
    const children = this.#models.map(({ name }) => node(name));
    const strategy = { kind: 'smart', quality: step / qualitySteps, explore: 0, children } as const;
    const made = { strategy, candidates: this.#candidates() };
    this.#prepared.set(step, made);
    return made;
  }

  #candidates(): readonly Candidate[] {
    return this.#models.map(({ name, usdPerMillion }) => candidate(name, priced(usdPerMillion, usdPerMillion)));
  }

  #first({ strategy, candidates }: Prepared, { qualities, inputTokens, seed = 7 }: Asked): string {
    const told = { ...well, inputTokens: this.#usualTokens, outputTokens: 1 };
    const live = Object.fromEntries(candidates.map(({ id }) => [id, told]));
    const facts = { inputTokens, outputTokensMax: 1 };
    const decision = planRoute(planInput({ strategy, candidates, live, qualities, facts, seed }));
    const [step] = decision.kind === 'plan' ? decision.steps : [];
    if (step?.kind !== 'single') throw new Error('a smart route over well targets has a first one');
    return `${step.candidate.provider}/${step.candidate.model}`;
  }

  /** The model that a smart route sends a prompt to. */
  chosen(step: number, asked: Asked): string {
    return this.#first(this.#smart(step), asked);
  }

  /** The least quality, in steps, at which the prompt goes to `model`; one more than there are where it never does. */
  leastStep(model: string, asked: Asked): number {
    let [low, high] = [0, qualitySteps + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (middle > qualitySteps || this.chosen(middle, asked) === model) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The model that a route drawn by weight sends a prompt to: `share` of them to the first. */
  drawn(share: number, asked: Asked): string {
    const [first, second] = this.#models;
    if (first === undefined || second === undefined) throw new Error('two models are drawn from');
    const children = [node(first.name, { weight: share }), node(second.name, { weight: 1 - share })];
    return this.#first({ strategy: { kind: 'weighted', children }, candidates: this.#candidates() }, asked);
  }
}
