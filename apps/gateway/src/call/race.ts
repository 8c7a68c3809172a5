import type { Candidate } from '@weir/routing/candidate';
import type { Step } from '@weir/routing/decision';
import { isForAll } from '@weir/routing/may-follow';
import type { Gateway } from '../gateway-deps.ts';
import { type Acceptance, hasBegunWell, isAcceptable } from './acceptable.ts';
import type { AttemptLimits } from './attempt.ts';
import type { Gate } from './gate.ts';
import type { Meter } from './meter.ts';
import type { Outcome } from './outcome.ts';
import type { PermittedCall } from './permitted-call.ts';
import type { Relay } from './relay.ts';
import { type Carry, type Tried, tryTarget } from './try-target.ts';

type Made = Extract<Tried, { kind: 'made' }>;

/** What a race is run with. */
export type RaceInput = {
  readonly step: Extract<Step, { kind: 'race' }>;
  readonly accept: Acceptance;
  /** Legs are told whole answers from begun ones: with true none goes out before it is whole. */
  readonly whole: boolean;
  readonly limits: () => AttemptLimits;
  /** How a leg's answer is given that others may carry on; undefined where nobody may. */
  readonly carry: (leg: Candidate) => Carry | undefined;
  /** Attempts of the call so far. */
  readonly attempts: () => number;
  /** Numbers an Attempt, when it leaves for a target. */
  readonly leaves: (candidate: Candidate) => number;
  /** Told of a leg that is over and does not answer. */
  readonly lost: (made: Made) => void;
  /** Told what became of each leg, as it ends. */
  readonly ended: (leg: Candidate, tried: Tried) => void;
  /** Said as a leg is about to start: false where what failed before speaks against it, or it takes no more calls. */
  readonly mayStart: (leg: Candidate) => boolean;
  /** True where `next` may leave and be paid for, because the ones before it have not answered in time; it then starts. */
  readonly mayHedge: (first: Candidate, next: Candidate) => boolean;
};

type Leg = {
  readonly candidate: Candidate;
  relay: Pick<Relay, 'drop'> | undefined;
  tried: Tried | undefined;
};

/** What a race came to: the leg that answers, or the failure of the last one. */
export type Raced = { readonly tried: Tried; readonly candidate: Candidate };

/** Legs of one step, of which the first acceptable one answers. */
class Race {
  readonly #gateway: Gateway;
  readonly #permitted: PermittedCall;
  readonly #input: RaceInput;
  readonly #legs: Leg[] = [];
  /** Legs that have not started. */
  readonly #waiting: Candidate[];
  #winner: Leg | undefined;
  #timer: NodeJS.Timeout | undefined;
  #settled = false;
  readonly #end = Promise.withResolvers<Raced | undefined>();

  constructor(gateway: Gateway, permitted: PermittedCall, input: RaceInput) {
    this.#gateway = gateway;
    this.#permitted = permitted;
    this.#input = input;
    this.#waiting = [...input.step.legs];
  }

  run(): Promise<Raced | undefined> {
    const { hedgeAfterMs } = this.#input.step;
    if (!this.#start('race')) return Promise.resolve(undefined);
    if (hedgeAfterMs > 0) this.#awaitHedge();
    else while (this.#start('race'));
    return this.#end.promise;
  }

  /** False where no leg is left that may start. */
  #start(purpose: 'race' | 'fallback'): boolean {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!this.#input.mayStart(next)) continue;
      this.#run(next, purpose);
      return true;
    }
    return false;
  }

  #run(candidate: Candidate, purpose: 'race' | 'fallback'): void {
    const leg: Leg = { candidate, relay: undefined, tried: undefined };
    this.#legs.push(leg);
    const gate: Gate = { opens: (meter) => this.#opens(leg, meter) };
    const onSent = (relay: Pick<Relay, 'drop'>) => {
      leg.relay = relay;
      if (this.#winner !== undefined && this.#winner !== leg) relay.drop();
    };
    const asked = {
      candidate,
      purpose,
      leaves: () => this.#input.leaves(candidate),
      gate,
      onSent,
      attempts: this.#input.attempts,
      carry: this.#input.carry(candidate),
    };
    tryTarget(this.#gateway, this.#permitted, { ...asked, limits: this.#input.limits() }).then(
      (tried) => this.#ended(leg, tried),
      (thrown) => this.#crashed(thrown),
    );
  }

  #awaitHedge(): void {
    if (this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => {
      if (this.#winner === undefined && !this.#settled && this.#hedge()) this.#awaitHedge();
    }, this.#input.step.hedgeAfterMs);
  }

  /** False where no leg is left that may be asked as well. */
  #hedge(): boolean {
    const [first] = this.#legs;
    const at = this.#waiting.findIndex((next) => first !== undefined && this.#input.mayHedge(first.candidate, next));
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (next === undefined) return false;
    this.#run(next, 'race');
    return true;
  }

  #opens(leg: Leg, meter: Meter): boolean {
    if (this.#winner !== undefined) return this.#winner === leg;
    if (this.#input.whole || !hasBegunWell(meter, this.#input.accept)) return false;
    this.#win(leg);
    return true;
  }

  /** From here on the others are of no use: their connections are closed. */
  #win(leg: Leg): void {
    this.#winner = leg;
    clearTimeout(this.#timer);
    for (const other of this.#legs) if (other !== leg && other.tried === undefined) other.relay?.drop();
  }

  #ended(leg: Leg, tried: Tried): void {
    leg.tried = tried;
    this.#input.ended(leg.candidate, tried);
    if (this.#settled) this.#lose(tried);
    else if (this.#winner === undefined && this.#isAnswer(tried)) this.#win(leg);
    else if (this.#winner === undefined && this.#hasGone(tried)) this.#win(leg);
    this.#conclude();
  }

  #isAnswer(tried: Tried): boolean {
    if (tried.kind === 'estimate') return true;
    if (tried.kind === 'unfit') return false;
    return isAcceptable(this.#permitted.call.operation, tried.outcome, this.#input.accept);
  }

  /** The client has left: there is nothing to wait for. */
  #hasGone(tried: Tried): boolean {
    return tried.kind === 'made' && tried.outcome.answer.kind === 'gone';
  }

  /** Resolves once the winner and all who left with it are over, or nobody is left who could win. */
  #conclude(): void {
    if (this.#settled) return;
    const winner = this.#winner;
    if (winner !== undefined) {
      const isOver = this.#legs.every((leg) => leg.tried !== undefined || leg.relay === undefined);
      if (winner.tried !== undefined && isOver) this.#settle(winner, winner.tried);
      return;
    }
    // A leg that failed makes room for the next at once: that is no hedge.
    if (this.#legs.some((leg) => leg.tried === undefined)) return;
    if (this.#start('fallback')) return;
    const last = this.#best();
    if (last?.tried !== undefined) this.#settle(last, last.tried);
  }

  /** Of legs that are over and of which none is acceptable: the one to answer with. A failure that speaks for all comes first. */
  #best(): Leg | undefined {
    const { contentPolicy } = this.#permitted.way.policy;
    const made = (is: (outcome: Outcome) => boolean) =>
      this.#legs.findLast(({ tried }) => tried?.kind === 'made' && is(tried.outcome));
    return (
      made(({ status }) => status === 'succeeded') ??
      made(({ failure }) => failure !== undefined && isForAll(failure.code, contentPolicy)) ??
      made(() => true) ??
      this.#legs.at(-1)
    );
  }

  #settle(answering: Leg, tried: Tried): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    for (const leg of this.#legs) if (leg !== answering && leg.tried !== undefined) this.#lose(leg.tried);
    this.#end.resolve({ tried, candidate: answering.candidate });
  }

  #lose(tried: Tried): void {
    if (tried.kind === 'made') this.#input.lost(tried);
  }

  /** A defect, or a ledger that cannot be written: nobody can win any more. */
  #crashed(thrown: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    for (const leg of this.#legs) leg.relay?.drop();
    this.#end.reject(thrown);
  }
}

/**
 * Runs a race: all legs at once, or each after the ones before it have not answered in time. The first acceptable answer
 * goes to the client and the others' connections are closed; where none is acceptable, the last that succeeded answers,
 * else the last failure. Undefined where none of them may start now. Rejects as tryTarget does.
 */
export function race(gateway: Gateway, permitted: PermittedCall, input: RaceInput): Promise<Raced | undefined> {
  return new Race(gateway, permitted, input).run();
}
