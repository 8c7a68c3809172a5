import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd, expectRefused, expectWhole } from './expect-call.test-support.ts';
import { fallbackOf, openStage, type Stage } from './stage.test-support.ts';

const many = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

const routes = {
  hammering: fallbackOf('openai/fault-500.a', ...many.slice(1).map((name) => `openai/fault-500.${name}`)),
  silent: {
    ...fallbackOf('openai/fault-silent.a', 'anthropic/fault-silent.b', 'groq/fault-silent.c'),
    timeouts: { connectMs: 500, firstEventMs: 400, stallMs: 300, totalMs: 1_000 },
  },
  patient: fallbackOf('openai/fault-silent.d', 'anthropic/fault-silent.e'),
  leaving: fallbackOf('openai/fault-429-after-2'),
  healthy: fallbackOf('openai/sim-chat'),
} as const;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ routes });
});
afterAll(() => stage.close());

describe('one call', () => {
  it('makes at most four attempts at a provider in three seconds, however many targets it has there', async () => {
    const got = await stage.call('hammering');
    expect(got.status).toBeGreaterThanOrEqual(500);
    expect(crowd(got)).toBe(4);
    expect(got.seen.length).toBeGreaterThan(4);
    expect(got.totalMs).toBeLessThan(6_000);
    expect(got.call).toMatchObject({ status: 'failed', attempts: got.seen.length });
  });

  it.concurrent('ends when its time is over, whoever is silent', async () => {
    const got = await stage.call('silent');
    expectRefused(got, 504);
    expect(got.totalMs).toBeGreaterThan(900);
    expect(got.totalMs).toBeLessThan(1_300);
  });

  it.concurrent('ends when the time is over that its caller gave it', async () => {
    const got = await stage.call('patient', { headers: { 'x-weir-timeout-ms': '250' } });
    expectRefused(got, 504);
    expect(got.totalMs).toBeLessThan(500);
  });

  it('makes no attempt once its caller has left', async () => {
    const body = { model: 'leaving', messages: [{ role: 'user', content: '[[sim tag=leaving]]' }] };
    const authorization = `Bearer ${stage.gateway.key}`;
    const leaving = fetch(`${stage.gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(300),
    });
    await expect(leaving).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(stage.simulator.seen().filter((one) => one.body.includes('leaving')).length).toBe(1);
    const call = stage.gateway.calls().find(({ requestedModel }) => requestedModel === 'leaving');
    expect(call).toMatchObject({ status: 'canceled', attempts: 1 });
    expect(stage.gateway.attempts().filter(({ route }) => route === 'leaving')).toHaveLength(1);
    expectWhole(stage, await stage.call('healthy'));
  });
});
