import { expect } from 'vitest';
import type { Got, Stage } from './stage.test-support.ts';

const startsMax = 4;
const startsWindowMs = 3_000;

/** The most requests of one call that came within any three seconds. */
export function crowd({ seen }: Got): number {
  const times = seen.map(({ arrivedAtMs }) => arrivedAtMs);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + startsWindowMs).length));
}

/** Milliseconds between the requests of a call. */
export function gaps({ seen }: Got): number[] {
  return seen.slice(1).map(({ arrivedAtMs }, at) => arrivedAtMs - (seen[at]?.arrivedAtMs ?? 0));
}

/** What holds of every call: nobody is hammered, and the ledger tells what the provider saw and the client got. */
export function expectTold(got: Got): void {
  const { attempts, call, seen } = got;
  expect(crowd(got)).toBeLessThanOrEqual(startsMax);
  expect(attempts.map(({ model }) => model)).toEqual(seen.map(({ model }) => model));
  expect(attempts.map(({ attemptNo }) => attemptNo)).toEqual(attempts.map((_, at) => at + 1));
  expect(call).toMatchObject({ attempts: attempts.length, requestedModel: attempts[0]?.requestedModel });
  expect(attempts.map(({ route }) => route)).toEqual(attempts.map(() => call?.route));
  // The head of a stream is older than the attempts that carried it on.
  const told = attempts.filter(({ purpose }) => purpose !== 'rescue').length;
  expect(got.headers.get('x-weir-attempts')).toBe(String(told));
}

/** The way of a call as its lines have it: `first openai/fault-503 failed overloaded`, without what keeps models of a fault apart. */
export function way({ attempts }: Got): string[] {
  return attempts.map(({ purpose, provider, model, status, errorCode }) =>
    [purpose, `${provider}/${model.split('.')[0]}`, status, ...(errorCode === undefined ? [] : [errorCode])].join(' '),
  );
}

/** The whole text, once, with nothing that looks like an error, told by the last Attempt. */
export function expectWhole(stage: Stage, got: Got): void {
  expect(got).toMatchObject({ status: 200, cut: false, said: stage.text, whole: true });
  expect(got.error).toBeUndefined();
  expectTold(got);
  const last = got.attempts.at(-1);
  expect(last?.status).toBe('succeeded');
  expect(got.call).toMatchObject({
    status: 'succeeded',
    httpStatus: 200,
    provider: last?.provider,
    model: last?.model,
  });
  const begun = got.attempts.findLast(({ purpose }) => purpose !== 'rescue');
  expect(got.headers.get('x-weir-provider')).toBe(begun?.provider);
  expect(got.headers.get('x-weir-model')).toBe(begun?.model);
}

/** An answer that broke off: the dialect's error, and nothing that a client takes for the end. */
export function expectBroken(got: Got, code: string): void {
  expect(got.whole).toBe(false);
  expect(got.error).toContain(code);
  expectTold(got);
  expect(got.call?.status).not.toBe('succeeded');
}

/** An error instead of an answer. */
export function expectRefused(got: Got, status: number): void {
  expect(got.status, got.text).toBe(status);
  expect(got.error).toBeDefined();
  expect(got.cut).toBe(false);
  expectTold(got);
  expect(got.call).toMatchObject({ status: 'failed', httpStatus: status });
}
