import { type Candidate, candidateId } from '@weir/routing/candidate';
import type { Step } from '@weir/routing/decision';
import { sizeBucketOf } from '@weir/routing/live';
import type { HedgeBudget } from '@weir/routing/race/hedge-budget';
import type { Gateway } from '../gateway-deps.ts';
import type { PermittedCall } from './permitted-call.ts';

type RaceStep = Extract<Step, { kind: 'race' }>;

/** Without a cap of the route's own: what hedging after the p95 costs at most, and some air. */
const extraSpendMaxPercentUsual = 10;

const picoPerUsd = 1e12;

/** Undefined where one is not known. */
function sumOf(costs: readonly (number | undefined)[]): number | undefined {
  return costs.reduce((sum, usd) => (sum === undefined || usd === undefined ? undefined : sum + usd), 0);
}

/** Whether a call's hedges may be paid for, and what became of them. */
export class Hedging {
  readonly #gateway: Gateway;
  readonly #permitted: PermittedCall;
  readonly #step: RaceStep;
  readonly #budget: HedgeBudget;
  /** Hedges that were started, with what they are expected to cost. */
  readonly #expected: (number | undefined)[] = [];
  readonly #costs = new Map<number, number | undefined>();

  constructor(gateway: Gateway, permitted: PermittedCall, step: RaceStep) {
    const { grant, way } = permitted;
    this.#gateway = gateway;
    this.#permitted = permitted;
    this.#step = step;
    const name = `${grant.principal.projectId} ${way.route ?? way.request.model}`;
    const percent = step.extraSpendMaxPercent ?? extraSpendMaxPercentUsual;
    this.#budget = gateway.deps.health.hedgeBudget(name, percent);
  }

  /** True where asking `next` as well is expected to help and may be paid for; it then counts as started. */
  claim(first: Candidate, next: Candidate): boolean {
    const { grant, way } = this.#permitted;
    const size = sizeBucketOf(way.inputTokens);
    const hedge = { first: first.id, second: next.id, size, delayMs: this.#step.hedgeAfterMs };
    const gain = this.#gateway.deps.health.hedgeGain(grant.principal.organizationId, hedge);
    if (gain?.isWorth === false) return false;
    const usd = this.#expectedUsd(next);
    if (!this.#budget.claim({ usd })) return false;
    this.#expected.push(usd);
    return true;
  }

  /** Notes what an Attempt of the call came to, in pico-dollars. */
  paid(attemptNo: number, picoUsd: bigint | undefined): void {
    this.#costs.set(attemptNo, picoUsd === undefined ? undefined : Number(picoUsd) / picoPerUsd);
  }

  /** The call is over: the answer's own cost pays for later hedges; all else was extra, whichever leg won. */
  end(answeredNo: number): void {
    const others = [...this.#costs].filter(([attemptNo]) => attemptNo !== answeredNo).map(([, usd]) => usd);
    if (this.#expected.length > 0) {
      this.#budget.settle({ expectedUsd: sumOf(this.#expected), usd: sumOf(others) });
    }
    this.#budget.spent({ usd: this.#costs.get(answeredNo) });
  }

  #expectedUsd({ id }: Candidate): number | undefined {
    const { considered } = this.#permitted.way.explanation;
    return considered.find((one) => candidateId(one) === id)?.expected?.costUsd;
  }
}
