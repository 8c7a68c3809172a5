import { recordProof } from '@weir/testing/proofs';
import { scaled, testScale } from '@weir/testing/scale';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWhole } from './expect-call.test-support.ts';
import { fallbackOf, type Got, openStage, type Stage } from './stage.test-support.ts';

/** Seconds before, during and after the outage. */
const phases = {
  before: scaled({ scaled: 1, full: 5 }),
  outage: scaled({ scaled: 4, full: 60 }),
  after: scaled({ scaled: 4, full: 35 }),
};
const callsPerSecond = 50;
/** Within this the primary has its traffic back. */
const backWithinMs = scaled({ scaled: 5_000, full: 30_000 });

/** The ways in which a provider is away; the scaled run has time for one. */
const faults = testScale() === 'full' ? ['503', 'reset', 'silent'] : ['503'];

type Timed = { readonly atMs: number; readonly got: Got };

let stage: Stage;

beforeAll(async () => {
  const routes = Object.fromEntries(
    faults.map((fault) => [fault, fallbackOf(`openai/primary-${fault}`, 'anthropic/sim-chat')]),
  );
  stage = await openStage({ routes });
});
afterAll(() => stage.close());

/** Calls at an even pace; each with the time at which it began. */
async function load(route: string, seconds: number): Promise<Timed[]> {
  const calls: Promise<Timed>[] = [];
  const start = performance.now();
  for (let made = 0; made < seconds * callsPerSecond; made++) {
    const dueMs = (made * 1_000) / callsPerSecond - (performance.now() - start);
    if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
    const atMs = performance.now();
    calls.push(stage.call(route, { stream: made % 2 === 0 }).then((got) => ({ atMs, got })));
  }
  return Promise.all(calls);
}

function answeredBy(provider: string, calls: readonly Timed[]): readonly Timed[] {
  return calls.filter(({ got }) => got.call?.provider === provider);
}

function slowest(calls: readonly Timed[]): number {
  return Math.round(Math.max(...calls.map(({ got }) => got.totalMs)));
}

const sum = Object.values(phases).reduce((total, each) => total + each);

describe.each(faults)('a lasting outage of the primary (%s)', (fault) => {
  it('fails no call, is hardly met, and ends when the primary is well', { timeout: sum * 1_000 + 15_000 }, async () => {
    const model = `primary-${fault}`;
    const before = await load(fault, phases.before);
    stage.simulator.setFault({ model, fault });
    const during = await load(fault, phases.outage);
    stage.simulator.setFault({ model, fault: null });
    const wellAtMs = performance.now();
    const after = await load(fault, phases.after);
    const all = [...before, ...during, ...after];
    for (const { got } of all) expectWhole(stage, got);
    const met = during.filter(({ got }) => got.seen.some((one) => one.model === model));
    const back = answeredBy('openai', after)[0];
    const backMs = back === undefined ? Number.POSITIVE_INFINITY : back.atMs + back.got.totalMs - wellAtMs;
    const share = met.length / during.length;
    recordProof(`an outage of the primary (${fault})`, {
      seconds: phases.outage,
      'calls meanwhile': during.length,
      failed: 0,
      'reached the sick target': `${(share * 100).toFixed(1)}%`,
      'slowest call (ms)': slowest(during),
      'back after (ms)': Math.round(backMs),
    });
    expect(answeredBy('openai', before)).toHaveLength(before.length);
    expect(share).toBeLessThan(0.05);
    expect(backMs).toBeLessThan(backWithinMs);
    const lastSecond = after.slice(-callsPerSecond);
    expect(answeredBy('openai', lastSecond)).toHaveLength(lastSecond.length);
  });
});
