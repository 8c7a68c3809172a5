import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefused, expectWhole, gaps, way } from './expect-call.test-support.ts';
import { fallbackOf, type Got, openStage, type Stage } from './stage.test-support.ts';

/** A route for each fault alone, and one with another provider behind it. */
const faults = [
  '429',
  '429-after-1',
  '429-date-2',
  '429-after-60',
  '500',
  '500-once',
  '503',
  'reset',
  'reset-once',
].concat(['silent', 'slow-first-2000', 'slow-head-2000']);
/** Each with a model of its own, so that no test meets what another has taught the gateway of it. */
const routes = Object.fromEntries(
  faults.flatMap((fault) =>
    ['s', 'w'].flatMap((form) => [
      [`only-${fault}-${form}`, fallbackOf(`openai/fault-${fault}.only-${form}`)],
      [`first-${fault}-${form}`, fallbackOf(`openai/fault-${fault}.first-${form}`, 'anthropic/sim-chat')],
      [`same-${fault}-${form}`, fallbackOf(`openai/fault-${fault}.same-${form}`, 'groq/sim-chat')],
    ]),
  ),
);

const rested = fallbackOf('openai/fault-429-after-1.rested', 'anthropic/sim-chat');

let stage: Stage;

function call(route: string, stream = true): Promise<Got> {
  return stage.call(`${route}-${stream ? 's' : 'w'}`, { stream });
}

beforeAll(async () => {
  stage = await openStage({ routes: { ...routes, rested, healthy: fallbackOf('openai/sim-chat') } });
});
afterAll(() => stage.close());

const forms = [
  ['first', 'anthropic'],
  ['same', 'groq'],
] as const;
const both = forms.flatMap(([form, other]) => [true, false].map((stream) => ({ form, other, stream })));

/** What another target gives at once, where the first only says that it is busy. */
describe.each(['429', '429-after-60', '503'])('%s with a healthy target behind it', (fault) => {
  it.each(both)('is answered by $other (stream: $stream) without a wait', async ({ form, other, stream }) => {
    const got = await call(`${form}-${fault}`, stream);
    expectWhole(stage, got);
    const code = fault === '503' ? 'overloaded' : 'rate_limited';
    expect(way(got)).toEqual([`first openai/fault-${fault} failed ${code}`, `fallback ${other}/sim-chat succeeded`]);
    expect(got.totalMs).toBeLessThan(900);
  });
});

describe('429 with nothing behind it', () => {
  it.concurrent('is tried once more, and then the caller is told so', async () => {
    for (const stream of [true, false]) {
      const got = await call('only-429', stream);
      expectRefused(got, 429);
      expect(way(got)).toEqual([
        'first openai/fault-429 failed rate_limited',
        'retry openai/fault-429 failed rate_limited',
      ]);
    }
  });

  it.concurrent.each([
    ['429-after-1', 1_000],
    // The date has whole seconds: up to one of the two is over already.
    ['429-date-2', 1_000],
  ])('%s is tried again when the wait is over, not before', async (fault, least) => {
    const got = await call(`only-${fault}`);
    expectWhole(stage, got);
    expect(way(got)).toEqual([
      `first openai/fault-${fault} failed rate_limited`,
      `retry openai/fault-${fault} succeeded`,
    ]);
    expect(gaps(got)[0]).toBeGreaterThanOrEqual(least);
    expect(gaps(got)[0]).toBeLessThan(least + 1_500);
  });

  it('with a wait longer than the call may take is told at once, with the wait', async () => {
    const got = await call('only-429-after-60');
    expectRefused(got, 429);
    expect(got.seen).toHaveLength(1);
    expect(got.totalMs).toBeLessThan(900);
    expect(got.headers.get('retry-after')).toBe('60');
  });
});

describe('a target that asked for a wait', () => {
  it.concurrent('is left alone by the calls after it, until the wait is over', async () => {
    const [first, meanwhile] = [await stage.call('rested'), await stage.call('rested')];
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const later = await stage.call('rested');
    for (const got of [first, meanwhile, later]) expectWhole(stage, got);
    expect([first, meanwhile, later].map((got) => got.seen.map(({ model }) => model))).toEqual([
      ['fault-429-after-1.rested', 'sim-chat'],
      ['sim-chat'],
      ['fault-429-after-1.rested'],
    ]);
  });
});

describe('one 500', () => {
  it.concurrent.each(['only', 'first', 'same'])('is tried once more at the same target (%s)', async (form) => {
    const got = await call(`${form}-500-once`);
    expectWhole(stage, got);
    expect(way(got)).toEqual([
      'first openai/fault-500-once failed server_error',
      'retry openai/fault-500-once succeeded',
    ]);
    expect(gaps(got)[0]).toBeLessThan(1_100);
  });
});

describe('a lasting failure', () => {
  it.each([
    ['500', 500, 'server_error'],
    ['503', 503, 'overloaded'],
    ['reset', 502, 'network'],
  ])('%s with nothing behind it is told after a second try', async (fault, status, code) => {
    const got = await call(`only-${fault}`);
    expectRefused(got, status);
    expect(way(got)).toEqual([
      `first openai/fault-${fault} failed ${code}`,
      `retry openai/fault-${fault} failed ${code}`,
    ]);
  });

  it.each([
    ['500', 'server_error'],
    ['reset', 'network'],
  ])('%s with a target behind it is left after a second try', async (fault, code) => {
    for (const { form, other, stream } of both) {
      const got = await call(`${form}-${fault}`, stream);
      expectWhole(stage, got);
      expect(way(got).at(-1)).toBe(`fallback ${other}/sim-chat succeeded`);
      expect(way(got)[0]).toBe(`first openai/fault-${fault} failed ${code}`);
    }
  });

  it('of the connection, once, is tried again', async () => {
    const got = await call('first-reset-once');
    expectWhole(stage, got);
    expect(way(got)).toEqual([
      'first openai/fault-reset-once failed network',
      'retry openai/fault-reset-once succeeded',
    ]);
  });
});

describe.each(['silent', 'slow-first-2000', 'slow-head-2000'])('%s', (fault) => {
  it.concurrent('is left for another target when the time for the first event is over', async () => {
    const all = both.map(async ({ form, other, stream }) => ({ other, got: await call(`${form}-${fault}`, stream) }));
    const leftAfterMs: number[] = [];
    for (const { other, got } of await Promise.all(all)) {
      expectWhole(stage, got);
      expect(way(got)).toEqual([`first openai/fault-${fault} failed timeout`, `fallback ${other}/sim-chat succeeded`]);
      expect(got.totalMs).toBeGreaterThan(390);
      expect(got.totalMs).toBeLessThan(1_000);
      const [left] = got.seen;
      expect(left?.answered).toBe(false);
      leftAfterMs.push((left?.closedAtMs ?? Number.POSITIVE_INFINITY) - (got.seen[1]?.arrivedAtMs ?? 0));
    }
    // The best of several: all of them run at once, and the machine does other things as well.
    expect(Math.min(...leftAfterMs)).toBeLessThan(50);
    expect(Math.max(...leftAfterMs)).toBeLessThan(500);
  });

  it.concurrent('with nothing behind it ends within its bounds, as a timeout', async () => {
    const got = await call(`only-${fault}`);
    expectRefused(got, 504);
    expect(way(got)).toEqual([
      `first openai/fault-${fault} failed timeout`,
      `retry openai/fault-${fault} failed timeout`,
    ]);
    expect(got.totalMs).toBeLessThan(2_000);
  });
});

describe('after each of them', () => {
  it('the next call is healthy', async () => {
    for (const stream of [true, false]) expectWhole(stage, await stage.call('healthy', { stream }));
  });
});
