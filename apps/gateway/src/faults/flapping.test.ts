import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd, expectWhole } from './expect-call.test-support.ts';
import { fallbackOf, type Got, openStage, type Stage } from './stage.test-support.ts';

const seconds = scaled({ scaled: 8, full: 60 });
const flapMs = scaled({ scaled: 1_000, full: 5_000 });
const callsPerSecond = 20;

let stage: Stage;

beforeAll(async () => {
  const flapping = fallbackOf(`openai/fault-flaps-${flapMs}`, 'anthropic/sim-chat');
  stage = await openStage({ routes: { flapping, healthy: fallbackOf('openai/sim-chat') } });
});
afterAll(() => stage.close());

describe('a primary that flaps', () => {
  it('fails no call, is not hammered, and gets its traffic while it is well', {
    timeout: seconds * 1_000 + 10_000,
  }, async () => {
    const calls: Promise<Got>[] = [];
    const start = performance.now();
    for (let made = 0; made < seconds * callsPerSecond; made++) {
      const dueMs = (made * 1_000) / callsPerSecond - (performance.now() - start);
      if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
      calls.push(stage.call('flapping', { stream: made % 2 === 0 }));
    }
    const all = await Promise.all(calls);
    for (const got of all) expectWhole(stage, got);
    const attempts = all.flatMap((got) => got.attempts);
    const ill = attempts.filter(({ status }) => status === 'failed').length;
    const well = all.filter(({ call }) => call?.provider === 'openai').length;
    const slowest = Math.max(...all.map(({ totalMs }) => totalMs));
    recordProof('a primary that flaps', {
      seconds: seconds,
      calls: all.length,
      'failed calls': 0,
      'attempts that met it ill': ill,
      'answered by it': well,
      'most attempts of a call in 3 s': Math.max(...all.map(crowd)),
      'slowest call (ms)': Math.round(slowest),
    });
    // Half of the time it is ill: without a breaker every one of those calls would meet it.
    expect(ill).toBeLessThan(all.length / 4);
    expect(well).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(2_000);
    expectWhole(stage, await stage.call('healthy'));
  });
});
