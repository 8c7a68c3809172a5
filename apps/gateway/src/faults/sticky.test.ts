import type { RoutePlan } from '@weir/routing/route-plan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWhole } from './expect-call.test-support.ts';
import { type Got, openStage, type Stage, shortTimeouts, to } from './stage.test-support.ts';

const plan: RoutePlan = {
  strategy: { kind: 'weighted', children: [to('openai/sim-one'), to('groq/sim-two'), to('anthropic/sim-three')] },
  timeouts: shortTimeouts,
  sticky: { by: 'session' },
};

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ routes: { sticky: plan } });
});
afterAll(() => stage.close());

async function call(session: string): Promise<Got> {
  const got = await stage.call('sticky', { headers: { 'x-weir-session': session } });
  expectWhole(stage, got);
  return got;
}

function modelOf({ call: record }: Got): string {
  return record?.model ?? '';
}

describe('a session', () => {
  it('leaves its home while that is sick, and returns when it is well', { timeout: 14_000 }, async () => {
    const home = modelOf(await call('s'));
    for (let made = 0; made < 5; made++) expect(modelOf(await call('s'))).toBe(home);
    stage.simulator.setFault({ model: home, fault: '503' });
    const away = [];
    for (let made = 0; made < 12; made++) away.push(await call('s'));
    expect(away.map(modelOf)).not.toContain(home);
    // After a few failures its home is not even asked.
    expect(away.slice(-5).flatMap(({ seen }) => seen.map(({ model }) => model))).not.toContain(home);
    stage.simulator.setFault({ model: home, fault: null });
    const until = performance.now() + 9_000;
    let last = '';
    while (last !== home && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      last = modelOf(await call('s'));
    }
    expect(last).toBe(home);
    for (let made = 0; made < 5; made++) expect(modelOf(await call('s'))).toBe(home);
  });
});
