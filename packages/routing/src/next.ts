import type { FailureCode } from '@weir/protocol/failure';
import { calmWaitMs } from './calm.ts';
import type { Candidate } from './candidate.ts';
import type { Step } from './decision.ts';
import { type ContentPolicy, isForAll, isLeftOpen, readyAtMs } from './may-follow.ts';
import type { Next, Progress, StepFailure } from './progress.ts';
import { type Reaction, reactions } from './reaction.ts';

export type NextInput = {
  readonly steps: readonly Step[];
  readonly retry: { readonly attemptsPerTargetMax: number; readonly on: readonly FailureCode[] };
  readonly contentPolicy: ContentPolicy;
  readonly progress: Progress;
  readonly failure: StepFailure;
  /** 0 to 1: the jitter comes from it. */
  readonly random: () => number;
};

/** A step that may be taken, and how long until then. */
type Way = { readonly step: number; readonly waitMs: number };

const backoffBaseMs = 250;
const backoffMsMax = 8_000;
const breathMsMax = 1_000;
function legsOf(step: Step | undefined): readonly Candidate[] {
  if (step === undefined) return [];
  return step.kind === 'single' ? [step.candidate] : step.legs;
}

/** How long until legs can all start without hammering a provider; undefined: never in this call. */
function calmStepWaitMs(legs: readonly Candidate[], progress: Progress): number | undefined {
  const providers = legs.map(({ provider }) => provider);
  let waitMs = 0;
  for (const provider of new Set(providers)) {
    const requests = providers.filter((other) => other === provider).length;
    const calmMs = calmWaitMs({ provider, requests }, progress);
    if (calmMs === undefined) return undefined;
    waitMs = Math.max(waitMs, calmMs);
  }
  return waitMs;
}

/** Exponential, with full jitter: anything from nothing to the doubled base. */
function backoffMs(attempts: number, random: () => number): number {
  return Math.ceil(random() * Math.min(backoffMsMax, backoffBaseMs * 2 ** (attempts - 1)));
}

/** The legs of a step that nothing speaks against: a race goes without the others. */
function openLegs(input: NextInput, step: Step | undefined): readonly Candidate[] {
  const met = { failures: input.progress.failures, contentPolicy: input.contentPolicy };
  return legsOf(step).filter((leg) => isLeftOpen(leg, met));
}

/** How long until one of these legs asks no more not to be tried. */
function askedWaitMs({ progress: { failures, elapsedMs } }: NextInput, legs: readonly Candidate[]): number {
  const waits = legs.map((leg) => readyAtMs(leg, failures) - elapsedMs);
  return Math.ceil(Math.max(0, Math.min(...waits)));
}

/** The way to a step: no sooner than its provider is calm and its legs allow, and `restMs` after that. */
function wayTo(input: NextInput, index: number, restMs: number): Way | undefined {
  const legs = openLegs(input, input.steps[index]);
  const calmMs = legs.length === 0 ? undefined : calmStepWaitMs(legs, input.progress);
  if (calmMs === undefined) return undefined;
  const asked = askedWaitMs(input, legs);
  // The rest comes on top of what was asked for, so that not all who were told the same time come back at once.
  const waits = [Math.max(calmMs, asked + restMs), Math.max(calmMs, asked)];
  const waitMs = waits.find((wait) => input.progress.elapsedMs + wait < input.progress.budgetMs);
  return waitMs === undefined ? undefined : { step: index, waitMs };
}

function soonest(ways: readonly (Way | undefined)[]): Way | undefined {
  const found = ways.filter((way) => way !== undefined);
  return found.reduce<Way | undefined>((best, way) => (best && best.waitMs <= way.waitMs ? best : way), undefined);
}

/** The untried step to take: the first that can start now, else the one that can start soonest. */
function untried(input: NextInput): Way | undefined {
  const { past, step: current } = input.progress;
  const tried = new Set([current, ...past.map(({ step }) => step)]);
  return soonest(input.steps.map((_, index) => (tried.has(index) ? undefined : wayTo(input, index, 0))));
}

/** The same step once more, if it may be and while there is time. */
function again(input: NextInput): Way | undefined {
  const { retry, progress, failure, random } = input;
  if (reactions[failure.code].again === 'never' || !failure.retryable || !retry.on.includes(failure.code))
    return undefined;
  if (progress.attemptsHere >= retry.attemptsPerTargetMax) return undefined;
  return wayTo(input, progress.step, backoffMs(progress.attemptsHere, random));
}

/** A step that was left because it was busy, and that may be asked again by now or soon. */
function back(input: NextInput): Way | undefined {
  const { retry, progress, random } = input;
  const ways = progress.past.map(({ step, attempts, code }) => {
    const mayReturn = reactions[code].again === 'last' && retry.on.includes(code);
    if (!mayReturn || attempts >= retry.attemptsPerTargetMax) return undefined;
    return wayTo(input, step, backoffMs(attempts, random));
  });
  return soonest(ways);
}

/** True where trying the same Target again comes before trying another: a short breath is no wait. */
function comesFirst(reaction: Reaction, here: Way, asked: number | undefined): boolean {
  return reaction.again === 'first' && asked === undefined && here.waitMs <= breathMsMax;
}

/** An untried step, else whichever is ready first of this one and those that were left. */
function elsewhere(input: NextInput, here: Way | undefined): Way | undefined {
  return untried(input) ?? soonest([here, back(input)]);
}

function after(waitMs: number): string {
  return waitMs === 0 ? 'at once' : `after ${waitMs} ms`;
}

function whyNot({ failure, progress }: NextInput, why: string): string {
  const leftMs = Math.max(0, progress.budgetMs - progress.elapsedMs);
  if (leftMs === 0) return `${why}; the time for the call is over`;
  const asked = failure.retryAfterMs;
  if (asked === undefined || asked < leftMs) return `${why}; no target is left to try`;
  return `${why} and asks to wait ${asked} ms, longer than the ${leftMs} ms left; no other target is left to try`;
}

/**
 * What comes after a failure: the same Target again, another, or the end. Never more attempts at a step than allowed,
 * never before the wait that the Target asked for, never past the time of the call, and never more than 4 attempts at one
 * provider in 3 s. An untried Target is preferred to waiting. The same input and draws give the same answer.
 */
export function next(input: NextInput): Next {
  const { progress, failure, contentPolicy } = input;
  const reaction = reactions[failure.code];
  if (isForAll(failure.code, contentPolicy)) return { kind: 'give_up', reason: reaction.why };
  const here = again(input);
  const way = here !== undefined && comesFirst(reaction, here, failure.retryAfterMs) ? here : elsewhere(input, here);
  if (way === undefined) return { kind: 'give_up', reason: whyNot(input, reaction.why) };
  if (way.step !== progress.step) {
    return { kind: 'next', ...way, reason: `${reaction.why}; another target ${after(way.waitMs)}` };
  }
  return { kind: 'retry', waitMs: way.waitMs, reason: `${reaction.why}; the same again ${after(way.waitMs)}` };
}
