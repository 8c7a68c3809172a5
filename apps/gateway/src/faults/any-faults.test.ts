import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnyRoute, anyRoute } from './any-route.test-support.ts';
import { type Got, openStage, type Stage } from './stage.test-support.ts';

const firstSeed = 20_261_128;
const count = scaled({ scaled: 120, full: 3_000 });
/** Calls under way at one time. */
const atOnce = 12;

const routes = Array.from({ length: count }, (_, at) => anyRoute(firstSeed + at));
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ routes: Object.fromEntries(routes.map(({ name, plan }) => [name, plan])) });
});
afterAll(() => stage.close());

type Met = { readonly route: AnyRoute; readonly got: Got };

/** The most attempts of a call at one provider in any three seconds, by its ledger: this process may be late to see what arrives. */
function crowd({ attempts }: Got): number {
  const within = attempts.map(({ provider, startedAtMs: from }) => {
    const beside = attempts.filter((one) => one.provider === provider && one.startedAtMs >= from);
    return beside.filter(({ startedAtMs }) => startedAtMs < from + 3_000).length;
  });
  return Math.max(0, ...within);
}

/** Models of attempts that reached their provider for sure. */
function answeredModels({ attempts }: Got): string[] {
  return attempts.filter(({ httpStatus }) => httpStatus !== undefined).map(({ model }) => model);
}

/** What is left of `all` without `some`, each as often as it stands there. */
function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...all];
  for (const one of some) {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
  }
  return left;
}

function expectHonest({ route, got }: Met): void {
  const whole = got.whole && got.error === undefined;
  if (whole) expect(got.said).toBe(stage.text);
  else expect(got.error ?? (got.cut ? 'cut' : undefined)).toBeDefined();
  expect(got.call?.status === 'succeeded').toBe(whole);
  expect(stage.text.startsWith(got.said)).toBe(true);
  if (route.mustBeWhole) expect(whole, got.text.slice(-500)).toBe(true);
}

function expectCalm({ got }: Met): void {
  expect(got.totalMs).toBeLessThan(7_000);
  expect(crowd(got)).toBeLessThanOrEqual(4);
}

const final: ReadonlySet<string | undefined> = new Set(['bad_request', 'content_policy', 'context_length']);
/** Times of the ledger are whole milliseconds. */
const roundingMs = 3;

/** Nobody is asked after a failure that speaks for all, and a target that asked for a second has it. */
function expectHeard({ got: { attempts } }: Met): void {
  for (const { errorCode, purpose, provider, model, startedAtMs, durationMs } of attempts) {
    const endedAtMs = startedAtMs + durationMs;
    const later = attempts.filter((one) => one.startedAtMs > endedAtMs + roundingMs);
    if (final.has(errorCode) && purpose !== 'rescue') expect(later).toEqual([]);
    if (!model.startsWith('fault-429-after-1.')) continue;
    const again = later.filter((one) => one.model === model && one.provider === provider);
    for (const one of again) expect(one.startedAtMs - endedAtMs).toBeGreaterThanOrEqual(1_000 - roundingMs);
  }
}

function expectBooked({ route, got }: Met): void {
  const { attempts, call, seen } = got;
  const models = attempts.map(({ model }) => model);
  const reached = seen.map(({ model }) => model);
  // A leg that lost, or that found no connection, may never have been seen; nothing else is booked or unbooked.
  expect(without(reached, models)).toEqual([]);
  expect(without(answeredModels(got), reached)).toEqual([]);
  expect(attempts.map(({ attemptNo }) => attemptNo).sort((one, other) => one - other)).toEqual(
    attempts.map((_, at) => at + 1),
  );
  expect(call).toMatchObject({ attempts: attempts.length, route: route.name, requestedModel: route.name });
  const answering = attempts.filter(({ model, provider }) => model === call?.model && provider === call.provider);
  expect(answering.length).toBeGreaterThan(0);
  if (call?.status === 'succeeded') expect(answering.map(({ status }) => status)).toContain('succeeded');
  for (const { status, cost } of attempts) if (status === 'succeeded') expect(cost.source).toBe('computed');
}

async function meet(route: AnyRoute): Promise<Met> {
  const { name, language, stream } = route;
  return { route, got: await stage.call(name, { language, stream }) };
}

describe('any faults of any targets under any route', () => {
  it('never make a call dishonest, long, a burden, or wrongly booked', {
    timeout: scaled({ scaled: 60_000, full: 1_200_000 }),
  }, async () => {
    const left = [...routes];
    const met: Met[] = [];
    const wrong: string[] = [];
    const work = async () => {
      for (let route = left.shift(); route !== undefined; route = left.shift()) {
        const one = await meet(route);
        met.push(one);
        try {
          for (const holds of [expectHonest, expectCalm, expectHeard, expectBooked]) holds(one);
        } catch (error) {
          wrong.push(`${route.name} ${route.language} ${JSON.stringify(route.plan)}\n${String(error)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    expect(wrong.join('\n\n')).toBe('');
    const whole = met.filter(({ got }) => got.call?.status === 'succeeded');
    recordProof('any faults under any route', {
      routes: met.length,
      'whole answers': whole.length,
      'errors told': met.length - whole.length,
      attempts: met.reduce((sum, { got }) => sum + got.attempts.length, 0),
      'slowest call (ms)': Math.round(Math.max(...met.map(({ got }) => got.totalMs))),
      dishonest: 0,
    });
  });
});
