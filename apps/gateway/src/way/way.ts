import type { FailureCode } from '@weir/protocol/failure';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Usage } from '@weir/protocol/usage';
import type { Step } from '@weir/routing/decision';
import { defaultRetry, defaultTimeouts, type RoutePlan } from '@weir/routing/route-plan';
import type { Explanation } from '@weir/routing/target';
import type { AttemptLimits } from '../call/attempt.ts';

/** What holds on the whole way of a call. */
export type WayPolicy = {
  readonly retry: { readonly attemptsPerTargetMax: number; readonly on: readonly FailureCode[] };
  readonly contentPolicy: 'stop' | 'next';
  readonly rescue: 'off' | 'continue' | 'buffer';
  /** Undefined: the gateway's own. */
  readonly limits: AttemptLimits | undefined;
};

/** Where a call goes, in order, and why. */
export type Way = {
  /** As it goes on: without what was said to the gateway alone. */
  readonly request: ParsedRequest;
  readonly steps: readonly Step[];
  readonly explanation: Explanation;
  readonly policy: WayPolicy;
  /** The route's name. */
  readonly route?: string;
  /** Tokens of the input, estimated. */
  readonly inputTokens: number;
  /** Of a race for an answer that has to keep to a schema: whether a text does. */
  readonly fits?: (text: string) => boolean;
  /** Notes which target answered, where later calls are to stay with it. */
  readonly stay?: (answered: { readonly candidateId: string; readonly usage: Usage }) => void;
};

/** A whole answer of a model that thinks takes longer than the first event of its stream. */
const wholeAnswerFactor = 4;

function limitsOf({ timeouts = {} }: RoutePlan, streaming: boolean): AttemptLimits {
  const firstEventMs = timeouts.firstEventMs ?? defaultTimeouts.firstEventMs;
  const patient = streaming || timeouts.firstEventMs !== undefined ? 1 : wholeAnswerFactor;
  return {
    connectMs: timeouts.connectMs ?? defaultTimeouts.connectMs,
    // A whole answer has no first event: its head comes with it, or long before where a vendor keeps the line warm.
    firstByteMs: firstEventMs * patient,
    ...(streaming ? { firstEventMs } : {}),
    stallMs: timeouts.stallMs ?? defaultTimeouts.stallMs,
    totalMs: timeouts.totalMs ?? defaultTimeouts.totalMs,
  };
}

/** The policy of a plan; `bare`: of a model that is called by its own name. */
export function policyOf(plan: RoutePlan, asked: { readonly streaming: boolean; readonly bare: boolean }): WayPolicy {
  return {
    retry: {
      attemptsPerTargetMax: plan.retry?.attemptsPerTargetMax ?? defaultRetry.attemptsPerTargetMax,
      on: plan.retry?.on ?? defaultRetry.on,
    },
    contentPolicy: plan.contentPolicy ?? 'stop',
    rescue: plan.rescue ?? 'off',
    limits: asked.bare ? undefined : limitsOf(plan, asked.streaming),
  };
}
