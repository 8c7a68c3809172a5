import { WeirError } from '@weir/protocol/errors';
import type { Failure } from '@weir/protocol/failure';
import type { AttemptPurpose } from '@weir/protocol/ledger';
import type { Candidate } from '@weir/routing/candidate';
import type { Step } from '@weir/routing/decision';
import { mayFollow } from '@weir/routing/may-follow';
import { next } from '@weir/routing/next';
import type { Next, Progress } from '@weir/routing/progress';
import type { Turn } from '@weir/routing/target';
import { type ProgressTracker, trackProgress } from '@weir/routing/track-progress';
import type { Gateway } from '../gateway-deps.ts';
import type { AttemptLimits } from './attempt.ts';
import { CarriedAnswer } from './carried-answer.ts';
import { firstEventGate, type Gate, openGate, wholeGate } from './gate.ts';
import { Hedging } from './hedging.ts';
import type { Outcome } from './outcome.ts';
import type { PermittedCall } from './permitted-call.ts';
import { race } from './race.ts';
import { mayCarry, rescue } from './rescue.ts';
import { nothingSpent, type Spent, settle } from './settle.ts';
import type { EstimatedCount } from './token-count.ts';
import { type Carry, type Tried, type Try, tryTarget } from './try-target.ts';
import { waitFor } from './wait-for.ts';

type Made = Extract<Tried, { kind: 'made' }>;

/** What became of a step, and of which of its targets it is said. */
type Turned = {
  readonly tried: Tried | { readonly kind: 'passed'; readonly failure: Failure };
  readonly candidate: Candidate;
};

/** What a call came to: an Attempt whose answer is to be given, or a count that no target was asked for. */
export type Arrival =
  | ({ readonly kind: 'made'; readonly made: Made } & Travelled)
  | { readonly kind: 'estimate'; readonly estimate: EstimatedCount };

/** What has happened on the way. */
export type Travelled = {
  readonly attempts: number;
  /** By the Attempts whose lines are written: all of them, or all but the one that answers. */
  readonly spent: Spent;
  readonly turns: readonly Turn[];
  /** The line of the Attempt that answers is written already. */
  readonly recorded: boolean;
  /** What ended the call between two Attempts, where that is not the last one's own answer. */
  readonly ended?: { readonly thrown: unknown };
  /** The client has the beginning of an answer that nobody finished. */
  readonly unfinished: boolean;
  /** Told what the Attempt that answers came to. */
  readonly paid: (spent: Spent) => void;
};

/** True once the client has this answer, or nothing that another target could better. */
function isFinal({ status, answer }: Outcome): boolean {
  if (status === 'succeeded' || status === 'canceled') return true;
  return answer.kind === 'tail' || answer.kind === 'broken' || answer.kind === 'gone';
}

/** A defect of the gateway's own is met again at any other target. */
function failureOf({ failure }: Outcome): Failure {
  return failure ?? { code: 'bad_request', retryable: false, message: 'the gateway failed to read the answer' };
}

/** Why a target gave no answer; undefined where it did, or where the call ends with it. */
function failureIn(tried: Tried): Failure | undefined {
  if (tried.kind === 'estimate') return undefined;
  if (tried.kind === 'unfit') return tried.failure;
  return isFinal(tried.outcome) ? undefined : tried.outcome.failure;
}

/** The snapshot that the plan was made by may be a second old: by now the target is full, or another call probes it. */
const busyTarget: Failure = {
  code: 'overloaded',
  retryable: true,
  message: 'as many calls are open at this target as may be',
};

/** One call on its way through the steps of its plan. */
class Run {
  readonly #gateway: Gateway;
  readonly #permitted: PermittedCall;
  readonly #random: () => number;
  readonly #limits: AttemptLimits;
  readonly #budgetMs: number;
  readonly #progress: ProgressTracker;
  readonly #turns: Turn[] = [];
  #attempts = 0;
  #spent: Spent = nothingSpent;
  #step = 0;
  #purpose: AttemptPurpose = 'first';
  /** The last Attempt that may answer, and whether its line is written. */
  #last: { readonly made: Made; recorded: boolean } | undefined;
  #hedging: Hedging | undefined;
  /** What the client has of a streamed answer that another target may carry on. */
  #carried: CarriedAnswer | undefined;

  constructor(gateway: Gateway, permitted: PermittedCall, random: () => number) {
    this.#gateway = gateway;
    this.#permitted = permitted;
    this.#random = random;
    const { asked, way } = permitted;
    this.#limits = way.policy.limits ?? gateway.deps.settings.timeouts;
    this.#budgetMs = Math.min(this.#limits.totalMs, asked.timeoutMs ?? Number.POSITIVE_INFINITY);
    this.#progress = trackProgress(this.#budgetMs);
  }

  async go(): Promise<Arrival> {
    try {
      return await this.#walk();
    } catch (thrown) {
      // Between two Attempts: the call tells of the last, which is on the bill.
      if (this.#last === undefined) throw thrown;
      return { ...this.#arrive(), ended: { thrown } };
    }
  }

  async #walk(): Promise<Arrival> {
    for (;;) {
      const { tried, candidate } = await this.#try();
      if (tried.kind === 'estimate') return tried;
      if (tried.kind === 'made' && isFinal(tried.outcome)) {
        await this.#rescue(tried, candidate);
        return this.#arrive();
      }
      const failure = tried.kind === 'made' ? failureOf(tried.outcome) : tried.failure;
      const following = this.#after(failure);
      if (following.kind === 'give_up') return this.#arrive(tried.kind === 'unfit' ? tried.error : undefined);
      this.#record();
      if (following.waitMs > 0) await waitFor(this.#permitted.call.exchange, following.waitMs);
      this.#purpose = following.kind === 'retry' ? 'retry' : 'fallback';
      if (following.kind === 'next') this.#step = following.step;
    }
  }

  #elapsedMs(): number {
    return this.#gateway.deps.clock.monotonic() - this.#permitted.call.startedAt;
  }

  #limitsNow(): AttemptLimits {
    return { ...this.#limits, totalMs: Math.max(1, this.#budgetMs - this.#elapsedMs()) };
  }

  async #try(): Promise<Turned> {
    const step = this.#permitted.way.steps[this.#step];
    if (step === undefined) throw new Error('a plan has no such step');
    this.#progress.enter(this.#step);
    if (step.kind === 'race') return this.#race(step);
    const { candidate } = step;
    const kept = this.#keptFrom(step);
    if (kept !== undefined) return { tried: { kind: 'passed', failure: kept }, candidate };
    const carry = this.#carry((carried) => {
      this.#carried = carried;
    });
    const tried = await this.#attempt(candidate, { purpose: this.#purpose, gate: this.#gate(), carry });
    this.#meet(candidate, tried);
    return { tried, candidate };
  }

  async #attempt(candidate: Candidate, how: Pick<Try, 'purpose' | 'gate' | 'carry'>): Promise<Tried> {
    const leaves = () => this.#leaves(candidate);
    const asked = { candidate, leaves, attempts: () => this.#attempts, limits: this.#limitsNow(), ...how };
    const tried = await tryTarget(this.#gateway, this.#permitted, asked);
    if (tried.kind === 'made') this.#last = { made: tried, recorded: false };
    return tried;
  }

  /** Something goes out to a target: what cannot be sent is no Attempt. */
  #leaves({ provider }: Candidate): number {
    this.#progress.start(provider, this.#elapsedMs());
    this.#attempts += 1;
    return this.#attempts;
  }

  async #race(step: Extract<Step, { kind: 'race' }>): Promise<Turned> {
    const { way } = this.#permitted;
    const [first] = step.legs;
    if (first === undefined) throw new Error('a race has no leg');
    const carriedBy = new Map<string, CarriedAnswer | undefined>();
    if (step.hedgeAfterMs > 0) this.#hedging ??= new Hedging(this.#gateway, this.#permitted, step);
    const raced = await race(this.#gateway, this.#permitted, {
      step,
      attempts: () => this.#attempts,
      accept: { refusals: step.acceptRefusals, fits: way.fits },
      whole: way.policy.rescue === 'buffer',
      limits: () => this.#limitsNow(),
      leaves: (candidate) => this.#leaves(candidate),
      carry: (leg) => this.#carry((carried) => carriedBy.set(leg.id, carried)),
      lost: (made) => this.#close(made),
      ended: (leg, tried) => this.#meet(leg, tried),
      mayStart: (leg) => this.#mayAsk(leg) && this.#mayStart(leg),
      mayHedge: (...pair) => this.#mayHedge(step, ...pair),
    });
    if (raced === undefined) return { tried: { kind: 'passed', failure: busyTarget }, candidate: first };
    this.#carried = carriedBy.get(raced.candidate.id);
    if (raced.tried.kind === 'made') this.#last = { made: raced.tried, recorded: false };
    return raced;
  }

  #mayHedge({ hedgeAfterMs }: Extract<Step, { kind: 'race' }>, first: Candidate, following: Candidate): boolean {
    // The probe last: one that is claimed and does not leave would keep others from the target.
    if (!this.#mayAsk(following) || !this.#hasRoom(following)) return false;
    if (this.#hedging?.claim(first, following) !== true || !this.#mayProbe(following)) return false;
    const attemptNo = this.#attempts + 1;
    const reason = `nothing had come after ${hedgeAfterMs} ms: ${following.provider} is asked as well`;
    this.#turns.push({ attemptNo, did: 'hedge', reason });
    return true;
  }

  /** An answer that has begun is carried on by others where it can be; each Attempt but the last is closed. */
  async #rescue(made: Made, candidate: Candidate): Promise<void> {
    const carried = this.#carried;
    if (made.outcome.answer.kind !== 'broken' || carried?.openText === undefined) return;
    await rescue({
      made,
      candidate,
      carried,
      steps: this.#permitted.way.steps,
      mayAsk: (next) => this.#mayAsk(next),
      mayStart: (next) => this.#mayStart(next),
      calmWaitMs: ({ provider }) => this.#progress.calmWaitMs(provider, this.#elapsedMs()),
      attempt: async (next, carry) => {
        this.#record();
        const waitMs = this.#progress.calmWaitMs(next.provider, this.#elapsedMs());
        if (waitMs > 0) await waitFor(this.#permitted.call.exchange, waitMs);
        this.#note('rescue', `the answer of ${made.target.model} broke off: ${next.id} is asked to carry it on`);
        return this.#attempt(next, { purpose: 'rescue', gate: openGate, carry });
      },
      note: (reason) => this.#note('rescue', reason),
      hasTime: () => this.#elapsedMs() < this.#budgetMs,
    });
  }

  /** How an answer is given that others may carry on, where the route wants that. */
  #carry(begun: (carried: CarriedAnswer | undefined) => void): Carry | undefined {
    if (this.#permitted.way.policy.rescue !== 'continue') return undefined;
    return {
      sink: (translation) => {
        const carried = mayCarry(translation) ? new CarriedAnswer(translation) : undefined;
        begun(carried);
        return carried?.firstSink();
      },
    };
  }

  /** A full target takes no more; one whose circuit is open is tried by one call at a time, as long as there is another. */
  #keptFrom({ candidate }: Extract<Step, { kind: 'single' }>): Failure | undefined {
    const isOnly = this.#permitted.way.steps.length === 1;
    const may = isOnly ? this.#hasRoom(candidate) : this.#mayStart(candidate);
    return may ? undefined : busyTarget;
  }

  #mayStart(candidate: Candidate): boolean {
    return this.#hasRoom(candidate) && this.#mayProbe(candidate);
  }

  #hasRoom({ id, concurrentMax }: Candidate): boolean {
    const { organizationId } = this.#permitted.grant.principal;
    return concurrentMax === undefined || this.#gateway.deps.health.inFlight(organizationId, id) < concurrentMax;
  }

  /** True where no probe is needed, or it is this call's from now on. */
  #mayProbe({ id }: Candidate): boolean {
    const isProbe = this.#permitted.way.steps.some((step) =>
      step.kind === 'single' ? step.probe && step.candidate.id === id : step.probes?.includes(id) === true,
    );
    return !isProbe || this.#gateway.deps.health.claimProbe(this.#permitted.grant.principal.organizationId, id);
  }

  #gate(): Gate {
    const { policy, steps } = this.#permitted.way;
    if (policy.rescue === 'buffer') return wholeGate;
    return steps.length === 1 && policy.retry.attemptsPerTargetMax === 1 ? openGate : firstEventGate;
  }

  #note(did: Turn['did'], reason: string): void {
    this.#turns.push({ attemptNo: this.#attempts, did, reason });
  }

  /** Notes why a target did not answer, for whoever is asked after it. */
  #meet(candidate: Candidate, tried: Tried): void {
    const failure = failureIn(tried);
    if (failure !== undefined) this.#progress.meet(candidate, failure, this.#elapsedMs());
  }

  /** False where what the call has met speaks against asking a target. */
  #mayAsk(candidate: Candidate): boolean {
    const { contentPolicy } = this.#permitted.way.policy;
    const { failures } = this.#progress;
    return mayFollow(candidate, { failures, contentPolicy, elapsedMs: this.#elapsedMs() });
  }

  #after(failure: Failure): Next {
    const { policy, steps } = this.#permitted.way;
    const { retry, contentPolicy } = policy;
    const progress: Progress = this.#progress.fail(failure, this.#elapsedMs());
    const following = next({ steps, retry, contentPolicy, progress, failure, random: this.#random });
    if (steps.length > 1 || following.kind !== 'give_up') this.#note(following.kind, following.reason);
    return following;
  }

  /** Writes down the last Attempt, after which comes another. */
  #record(): void {
    const last = this.#last;
    if (last === undefined || last.recorded) return;
    this.#pay(last.made, settle(this.#gateway, { permitted: this.#permitted, made: last.made, spent: this.#spent }));
    last.recorded = true;
  }

  #pay(made: Made, spent: Spent): void {
    const before = this.#spent.picoUsd;
    const cost = before === undefined || spent.picoUsd === undefined ? undefined : spent.picoUsd - before;
    this.#hedging?.paid(made.identity.attemptNo, cost);
    this.#spent = spent;
  }

  /** Writes down an Attempt that does not answer. What cannot be written stands as interrupted. */
  #close(lost: Made): void {
    const { deps } = this.#gateway;
    try {
      const made = { ...lost, lost: true };
      this.#pay(lost, settle(this.#gateway, { permitted: this.#permitted, made, spent: this.#spent }));
    } catch (cause) {
      deps.log.warn({ callId: this.#permitted.call.callId, err: cause }, 'an attempt could not be written down');
    }
  }

  /** With the last Attempt that was made; where none was, what kept it from being made. */
  #arrive(error?: WeirError): Extract<Arrival, { kind: 'made' }> {
    const last = this.#last;
    if (last !== undefined) {
      const { made, recorded } = last;
      const paid = (spent: Spent) => {
        if (!recorded) this.#pay(made, spent);
        this.#hedging?.end(made.identity.attemptNo);
      };
      const unfinished = this.#carried?.isWhole === false && this.#permitted.call.exchange.answering;
      return {
        kind: 'made',
        made,
        recorded,
        unfinished,
        paid,
        attempts: this.#attempts,
        spent: this.#spent,
        turns: this.#turns,
      };
    }
    throw (
      error ?? new WeirError('no_target_available', 'Every target of this route has as many calls open as it takes.')
    );
  }
}

/**
 * Step 6: tries the targets of a call's plan until one answers or none is left to try. Every Attempt but the last is
 * closed in the ledger when this resolves. Rejects with ClientGone, or a WeirError, where no Attempt could be made at all.
 */
export function runPlan(gateway: Gateway, permitted: PermittedCall, random: () => number): Promise<Arrival> {
  return new Run(gateway, permitted, random).go();
}
