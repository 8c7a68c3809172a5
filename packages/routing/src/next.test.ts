import { type FailureCode, failureCodes } from '@weir/protocol/failure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, candidateId } from './candidate.ts';
import type { Step } from './decision.ts';
import { mayFollow } from './may-follow.ts';
import { type NextInput, next } from './next.ts';
import type { Next, StepFailure } from './progress.ts';
import { defaultRetry } from './route-plan.ts';
import { trackProgress } from './track-progress.ts';

function candidate(name: string, change: Partial<Candidate> = {}): Candidate {
  const [provider = '', key = ''] = name.split('@');
  const target = { provider, model: 'm', ...(key === '' ? {} : { providerKeyId: key }), ...change };
  return { capabilities: {}, prices: undefined, keyWeight: 1, ...target, id: candidateId(target) };
}

function single(name: string, change?: Partial<Candidate>): Step {
  return { kind: 'single', candidate: candidate(name, change), probe: false };
}

function legsOf(step: Step | undefined): readonly Candidate[] {
  if (step === undefined) return [];
  return step.kind === 'single' ? [step.candidate] : step.legs;
}

type Failed = StepFailure & { readonly tookMs?: number };
type Change = Partial<Pick<NextInput, 'retry' | 'contentPolicy' | 'random'>> & { readonly budgetMs?: number };

function failure(code: FailureCode, change: Partial<Failed> = {}): Failed {
  return { code, retryable: defaultRetry.on.some((name) => name === code), ...change };
}

/** Plays a call whose attempts fail as `failing` says, until it is given up or `failing` is out of failures. */
function play(steps: readonly Step[], failing: readonly Failed[], change: Change = {}) {
  const { budgetMs = 60_000, random = () => 0.5, retry = defaultRetry, contentPolicy = 'stop' } = change;
  const tracker = trackProgress(budgetMs);
  const turns: Next[] = [];
  const visits: { step: number; atMs: number; failed: Failed | undefined; legs: readonly Candidate[] }[] = [];
  let step = 0;
  let atMs = 0;
  for (const failed of [...failing, undefined]) {
    if (failed === undefined) {
      visits.push({ step, atMs, failed, legs: legsOf(steps[step]) });
      break;
    }
    tracker.enter(step);
    const met = { failures: tracker.failures, contentPolicy, elapsedMs: atMs };
    const legs = legsOf(steps[step]).filter((leg) => mayFollow(leg, met));
    visits.push({ step, atMs, failed, legs });
    for (const { provider } of legs) tracker.start(provider, atMs);
    atMs += failed.tookMs ?? 100;
    for (const leg of legs) tracker.meet(leg, failed, atMs);
    const progress = tracker.fail(failed, atMs);
    const turn = next({ steps, retry, contentPolicy, progress, failure: failed, random });
    turns.push(turn);
    if (turn.kind === 'give_up') break;
    step = turn.kind === 'next' ? turn.step : step;
    atMs += turn.waitMs;
  }
  return { turns, visits };
}

const two = [single('a@1'), single('b@2')];

describe('next', () => {
  it('gives up what every target would refuse, at once', () => {
    const { turns } = play(two, [failure('bad_request')]);
    expect(turns).toEqual([{ kind: 'give_up', reason: 'the request itself is wrong, for any target' }]);
  });

  it('tries a failing target again after a short breath, then the next', () => {
    const { turns } = play(two, [failure('server_error'), failure('server_error'), failure('server_error')]);
    expect(turns).toMatchObject([
      { kind: 'retry', waitMs: 125 },
      { kind: 'next', step: 1, waitMs: 0 },
      { kind: 'retry', waitMs: 125 },
    ]);
  });

  it('doubles the breath up to 8 seconds', () => {
    const retry = { attemptsPerTargetMax: 9, on: defaultRetry.on };
    const failing = Array.from({ length: 8 }, () => failure('network', { tookMs: 3_100 }));
    const { turns } = play([single('a@1')], failing, { retry, random: () => 1, budgetMs: 600_000 });
    const waits = turns.map((turn) => (turn.kind === 'retry' ? turn.waitMs : undefined));
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it('leaves a busy target for another at once, and waits as asked where there is none', () => {
    const limited = failure('rate_limited', { retryAfterMs: 2_000 });
    expect(play(two, [limited]).turns).toMatchObject([{ kind: 'next', step: 1, waitMs: 0 }]);
    expect(play([single('a@1')], [limited]).turns).toMatchObject([{ kind: 'retry', waitMs: 2_125 }]);
  });

  it('comes back to a busy target once it may, when all others have failed', () => {
    const failing = [
      failure('rate_limited', { retryAfterMs: 2_000 }),
      failure('server_error'),
      failure('server_error'),
    ];
    const { turns, visits } = play(two, failing);
    expect(turns.at(-1)).toMatchObject({ kind: 'next', step: 0 });
    expect(visits.at(-1)?.atMs).toBeGreaterThanOrEqual(2_100);
  });

  it('gives up at once when the wait asked for is longer than the time left', () => {
    const { turns } = play([single('a@1')], [failure('rate_limited', { retryAfterMs: 61_000 })]);
    expect(turns).toMatchObject([{ kind: 'give_up', reason: expect.stringContaining('asks to wait 61000 ms') }]);
  });

  it('never tries a refused key again, under any model, but tries another key of the provider', () => {
    const steps = [single('a@1'), single('a@1', { model: 'other' }), single('a@2'), single('a@1', { model: 'third' })];
    const { turns } = play(steps, [failure('auth'), failure('quota')]);
    expect(turns).toMatchObject([{ kind: 'next', step: 2 }, { kind: 'give_up' }]);
  });

  it('takes a prompt that is too long to a larger window only', () => {
    const sized = (contextWindow: number) => ({ capabilities: { contextWindow } });
    const steps = [single('a@1', sized(8)), single('b@2', sized(8)), single('c@3'), single('d@4', sized(128))];
    const { turns } = play(steps, [failure('context_length'), failure('context_length')]);
    expect(turns).toMatchObject([{ kind: 'next', step: 3 }, { kind: 'give_up' }]);
  });

  it('goes by what each leg of a race has shown, also where the race tells of another', () => {
    const sized = (name: string, contextWindow: number) => candidate(name, { capabilities: { contextWindow } });
    const legs = [sized('a@1', 8), sized('b@2', 8)] as const;
    const race = {
      kind: 'race',
      legs,
      hedgeAfterMs: 0,
      acceptRefusals: false,
      extraSpendMaxPercent: undefined,
    } as const;
    const others = [sized('c@3', 8), sized('d@4', 128)].map(
      (one): Step => ({ kind: 'single', candidate: one, probe: false }),
    );
    const tracker = trackProgress(60_000);
    tracker.enter(0);
    tracker.meet(legs[0], failure('context_length'), 10);
    tracker.meet(legs[1], failure('overloaded'), 20);
    const told = failure('overloaded');
    const input = { retry: defaultRetry, contentPolicy: 'stop', failure: told, random: () => 0.5 } as const;
    const turn = next({ ...input, steps: [race, ...others], progress: tracker.fail(told, 20) });
    expect(turn).toMatchObject({ kind: 'next', step: 2 });
  });

  it('does not go around a content policy unless the route says so', () => {
    const refused = [failure('content_policy')];
    expect(play(two, refused).turns).toMatchObject([{ kind: 'give_up' }]);
    expect(play(two, refused, { contentPolicy: 'next' }).turns).toMatchObject([{ kind: 'next', step: 1 }]);
  });

  it('asks the next target where retries of that failure are switched off', () => {
    const retry = { attemptsPerTargetMax: 3, on: [] };
    expect(play(two, [failure('server_error')], { retry }).turns).toMatchObject([{ kind: 'next', step: 1 }]);
    const told = failure('server_error', { retryable: false });
    expect(play(two, [told]).turns).toMatchObject([{ kind: 'next', step: 1 }]);
  });

  it('makes at most 4 attempts at one provider in 3 seconds: waits, or takes another provider first', () => {
    const keys = [1, 2, 3, 4, 5].map((key) => single(`a@${key}`));
    const failing = Array.from({ length: 5 }, () => failure('not_found', { tookMs: 10 }));
    expect(play(keys, failing).turns[3]).toMatchObject({ kind: 'next', step: 4, waitMs: 3_211 });
    const { turns } = play([...keys, single('b@1')], failing);
    expect(turns.slice(3)).toMatchObject([
      { kind: 'next', step: 5, waitMs: 0 },
      { kind: 'next', step: 4 },
    ]);
  });
});

const steps = fc.array(
  fc.oneof(
    fc
      .constantFrom('a@1', 'a@2', 'b@1', 'b@2', 'c')
      .chain((name) =>
        fc
          .record({ model: fc.constantFrom('x', 'y'), contextWindow: fc.constantFrom(8, 32, 128) })
          .map(({ model, contextWindow }): Step => single(name, { model, capabilities: { contextWindow } })),
      ),
    fc.constant<Step>({
      kind: 'race',
      legs: [candidate('a@1', { model: 'r' }), candidate('b@1', { model: 'r' })],
      hedgeAfterMs: 0,
      acceptRefusals: false,
      extraSpendMaxPercent: undefined,
    }),
  ),
  { minLength: 1, maxLength: 6 },
);
const failing = fc.array(
  fc.record({
    code: fc.constantFrom(...failureCodes),
    retryable: fc.boolean(),
    tookMs: fc.integer({ min: 0, max: 4_000 }),
    retryAfterMs: fc.integer({ min: 0, max: 5_000 }),
    asks: fc.boolean(),
  }),
  { minLength: 60, maxLength: 60 },
);
const world = fc.record({
  steps,
  failing: failing.map((all) =>
    all.map(({ asks, retryAfterMs, ...rest }) => (asks ? { ...rest, retryAfterMs } : rest)),
  ),
  attemptsPerTargetMax: fc.integer({ min: 1, max: 4 }),
  budgetMs: fc.integer({ min: 0, max: 40_000 }),
  contentPolicy: fc.constantFrom('stop', 'next'),
  draw: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('next, whatever fails', () => {
  it('always ends, within attempts and time, never too early and never too often', () => {
    fc.assert(
      fc.property(world, ({ draw, attemptsPerTargetMax, ...rest }) => {
        const change = { ...rest, retry: { attemptsPerTargetMax, on: defaultRetry.on }, random: () => draw };
        const { turns, visits } = play(rest.steps, rest.failing, change);
        expect(turns.at(-1)?.kind).toBe('give_up');
        expect(play(rest.steps, rest.failing, change)).toEqual({ turns, visits });
        const starts: Record<string, number[]> = {};
        const readyAt = new Map<string, number>();
        for (const { atMs, failed, legs } of visits) {
          expect(legs.length).toBeGreaterThan(0);
          if (atMs > 0) expect(atMs).toBeLessThan(rest.budgetMs);
          for (const { id } of legs) {
            expect(atMs).toBeGreaterThanOrEqual(readyAt.get(id) ?? 0);
            readyAt.set(id, atMs + (failed?.tookMs ?? 0) + (failed?.retryAfterMs ?? 0));
          }
          for (const { provider } of legs) {
            const times = [...(starts[provider] ?? []), atMs];
            starts[provider] = times;
            expect(times.filter((time) => time >= atMs - 3_000).length).toBeLessThanOrEqual(4);
          }
        }
        for (const index of rest.steps.keys()) {
          expect(visits.filter(({ step }) => step === index).length).toBeLessThanOrEqual(attemptsPerTargetMax);
        }
      }),
      { seed: 20261128, numRuns: 2_000 },
    );
  });
});
