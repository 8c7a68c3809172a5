import { isTask } from '@weir/catalog/quality/task';
import { candidateId } from '@weir/routing/candidate';
import type { LiveTarget } from '@weir/routing/live';
import { estimate } from '@weir/routing/smart/estimate';
import { emptyQualityModel } from '@weir/routing/smart/quality-model';
import type { DecidedExplanation, Prepared } from './decide-again.ts';

/** What is known of targets now, by candidate id. */
export type LiveNow = ReadonlyMap<string, LiveTarget>;

/** A recorded decision with what it does not hold of the targets that another plan reaches. */
export type Filled = {
  readonly explanation: DecidedExplanation;
  /** Some of these targets are judged by what is known of them now. */
  readonly knownNow: boolean;
  /** Of some of them nothing is known. */
  readonly notKnown: boolean;
};

const nothingLearnt = emptyQualityModel();
const noFeatures = new Uint16Array(0);

/** What lasts of a state: times and lengths. Circuits and open calls are of their moment. */
function lasting({ outputTokens, inputTokens, cacheHitShare, latency }: LiveTarget): LiveTarget {
  return {
    breaker: 'closed',
    inFlight: 0,
    latency,
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(cacheHitShare === undefined ? {} : { cacheHitShare }),
  };
}

/** Models of which the record does not say what they are worth: as public results say, for its task or for talk. */
function priors(models: readonly string[], { facts, qualities = {} }: DecidedExplanation['inputs']) {
  const missing = models.filter((name) => qualities[name] === undefined);
  const task = facts.task !== undefined && isTask(facts.task) ? facts.task : 'chat';
  return { ...qualities, ...Object.fromEntries(estimate(nothingLearnt, { task, features: noFeatures }, missing)) };
}

/** Adds what is known now of targets that the recorded decision did not look at; what it did know stays as it was. */
export function fill(explanation: DecidedExplanation, { candidates }: Prepared, now: LiveNow): Filled {
  const { considered, inputs } = explanation;
  const seen = new Set(considered.map(candidateId));
  const strangers = candidates.filter(({ id, excluded }) => !seen.has(id) && excluded === undefined);
  if (strangers.length === 0 && inputs.qualities !== undefined)
    return { explanation, knownNow: false, notKnown: false };
  const found = strangers.flatMap(({ id }) => {
    const live = now.get(id);
    return live === undefined ? [] : [[id, lasting(live)] as const];
  });
  const unrated = inputs.qualities === undefined ? candidates : strangers;
  const qualities = priors([...new Set(unrated.map(({ provider, model }) => `${provider}/${model}`))], inputs);
  return {
    explanation: {
      ...explanation,
      inputs: { ...inputs, live: { ...inputs.live, ...Object.fromEntries(found) }, qualities },
    },
    knownNow: found.length > 0,
    notKnown: found.length < strangers.length,
  };
}
