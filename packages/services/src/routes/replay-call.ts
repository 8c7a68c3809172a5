import type { CustomPrice } from '@weir/catalog/price-book';
import type { DecidedCall } from '@weir/db/sql/decided-calls';
import { candidateId } from '@weir/routing/candidate';
import type { RoutedPlan } from '@weir/routing/decision';
import type { Refusal } from '@weir/routing/refusal';
import type { Route, RoutePlan } from '@weir/routing/route-plan';
import type { Considered, Explanation } from '@weir/routing/target';
import { type Again, type DecidedExplanation, type Decider, decide, isDecided } from './decide-again.ts';
import { recordedExplanation } from './recorded-explanation.ts';
import { costAtFirst, type FirstChoice, firstChoice } from './replay-cost.ts';
import { fill, type LiveNow } from './replay-fill.ts';
import { addReplayed, addSkipped, type ReplayedCall, type Tally } from './replay-tally.ts';
import type { ChangeReason } from './replay-view.ts';

/** A plan, over the calls of its route or over others as if they had called it. */
export type Replaying = {
  readonly decider: Decider;
  readonly routeId: string;
  readonly plan: RoutePlan;
  /** All calls of the project, not the route's alone. */
  readonly all: boolean;
  readonly custom: readonly CustomPrice[];
  readonly now: LiveNow;
};

type Decision = RoutedPlan | Refusal;

/** The target that an explanation begins with; undefined for a refusal. */
function firstOf({ considered }: Explanation): Considered | undefined {
  return considered.find(({ excluded }) => excluded === undefined);
}

function choiceOf(decision: Decision): FirstChoice | undefined {
  const [step] = decision.kind === 'plan' ? decision.steps : [];
  return step === undefined ? undefined : firstChoice(step);
}

function isSame(one: Considered | undefined, other: Considered | undefined): boolean {
  return one === undefined || other === undefined ? one === other : candidateId(one) === candidateId(other);
}

function changeOf(recorded: Considered | undefined, again: Again): ChangeReason | undefined {
  if (again.kind === 'unmade') return again.why;
  return isSame(recorded, firstOf(again.decision.explanation)) ? undefined : 'keys_or_prices';
}

/** The first choice of a recorded decision; with its race, where the decision comes out the same again. */
function recordedChoice(recorded: Considered | undefined, again: Again): FirstChoice | undefined {
  if (recorded === undefined) return undefined;
  const isMade = again.kind === 'made' && changeOf(recorded, again) === undefined;
  const made = isMade ? choiceOf(again.decision) : undefined;
  return made ?? { target: recorded, besides: [] };
}

type Choices = { readonly recorded: FirstChoice | undefined; readonly plan: FirstChoice | undefined };

function costOf(
  { usage, costPicoUsd }: DecidedCall,
  { recorded, plan }: Choices,
  at: { readonly atMs: number; readonly custom: readonly CustomPrice[] },
): ReplayedCall['cost'] {
  if (costPicoUsd === null || recorded === undefined || plan === undefined) return undefined;
  const used = { usage, ...at };
  const costs = { recorded: costAtFirst(recorded, used), plan: costAtFirst(plan, used) };
  if (costs.recorded === undefined || costs.plan === undefined) return undefined;
  return { really: costPicoUsd, recorded: costs.recorded, plan: costs.plan };
}

function firstTokenOf(
  recorded: Considered | undefined,
  plan: Considered | undefined,
  really: number | null,
): ReplayedCall['firstToken'] {
  const times = { recorded: recorded?.expected?.firstTokenMs, plan: plan?.expected?.firstTokenMs };
  if (times.recorded === undefined || times.plan === undefined) return undefined;
  return { recorded: times.recorded, plan: times.plan, really };
}

/** The route under the name by which the call knew it, with the plan to try. */
function routeFor({ routeId, plan }: Replaying, { route, requestedModel }: Explanation): Route {
  return { id: routeId, name: route?.name ?? requestedModel, version: 0, plan };
}

/** What the plan makes of a call; undefined where a name that the call fell back to stands for nothing now. */
async function replayed(
  replaying: Replaying,
  call: DecidedCall,
  explanation: DecidedExplanation,
): Promise<ReplayedCall | undefined> {
  const { decider, routeId, custom, now } = replaying;
  const record = { explanation, gatewayKeyId: call.gatewayKeyId };
  const allowsAll = explanation.route?.id !== routeId;
  const found = decider.prepare(record, { route: routeFor(replaying, explanation), allowsAll });
  if (found === undefined) return undefined;
  const again = await decider.again(record);
  const { explanation: known, ...filled } = fill(explanation, found, now);
  const { decision } = decide(found, known);
  const recorded = firstOf(explanation);
  const choices = { recorded: recordedChoice(recorded, again), plan: choiceOf(decision) };
  return {
    callId: call.callId,
    recorded,
    plan: choices.plan?.target,
    refusal: decision.kind === 'refusal' ? decision : undefined,
    change: changeOf(recorded, again),
    cost: costOf(call, choices, { atMs: explanation.inputs.nowMs, custom }),
    firstToken: firstTokenOf(recorded, firstOf(decision.explanation), call.firstTokenMs),
    ...filled,
  };
}

/** Replays a call into `tally`, or notes why it cannot be. */
export async function replayCall(replaying: Replaying, call: DecidedCall, tally: Tally): Promise<void> {
  const { callId, decision } = call;
  const explanation = recordedExplanation(decision);
  if (explanation === undefined) return addSkipped(tally, decision === null ? 'not_decided' : 'unreadable', callId);
  if (!isDecided(explanation)) return addSkipped(tally, 'not_decided', callId);
  const isOther = !replaying.all && explanation.route?.id !== replaying.routeId;
  if (isOther) return addSkipped(tally, 'other_route', callId);
  const result = await replayed(replaying, call, explanation);
  if (result === undefined) return addSkipped(tally, 'name_unknown', callId);
  addReplayed(tally, result);
}
