import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectBroken, expectWhole, way } from './expect-call.test-support.ts';
import { fallbackOf, openStage, priceOf, type Stage, shortTimeouts, to } from './stage.test-support.ts';

/** Goes on from an assistant's words at the end of a conversation. */
const prefilling = 'anthropic/claude-sonnet-4-5';
const cut = 'openai/fault-cut-3';

const routes = {
  prefilled: { ...fallbackOf(`${cut}.prefilled`, prefilling), rescue: 'continue' },
  again: { ...fallbackOf(`${cut}.again`, 'groq/sim-chat'), rescue: 'continue' },
  other: { ...fallbackOf(`${cut}.other`, 'groq/fault-other'), rescue: 'continue' },
  empty: { ...fallbackOf(`${cut}.empty`, 'groq/fault-empty'), rescue: 'continue' },
  early: { ...fallbackOf('anthropic/fault-cut-3.early', 'groq/sim-chat'), rescue: 'continue' },
  tool: { ...fallbackOf(`${cut}.tool`, 'groq/sim-chat'), rescue: 'continue' },
  schema: { ...fallbackOf(`${cut}.schema`, 'groq/sim-chat'), rescue: 'continue' },
  lost: { ...fallbackOf(`${cut}.lost`, 'groq/fault-cut-3', 'gemini/fault-503'), rescue: 'continue' },
  busy: {
    strategy: {
      kind: 'fallback',
      children: [to(`${cut}.busy`), { ...to('groq/sim-chat.busy'), concurrentMax: 1 }, to('gemini/sim-chat')],
    },
    timeouts: shortTimeouts,
    rescue: 'continue',
  },
  held: fallbackOf('groq/sim-chat.busy'),
  healthy: fallbackOf('openai/sim-chat'),
} as const;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ routes });
});
afterEach(() => stage.simulator.reset());
afterAll(() => stage.close());

describe('an answer that breaks off is carried on', () => {
  it('from its own words, where the other target can', async () => {
    const got = await stage.call('prefilled');
    expectWhole(stage, got);
    expect(way(got)).toEqual([
      'first openai/fault-cut-3 truncated truncated',
      'rescue anthropic/claude-sonnet-4-5 succeeded',
    ]);
    const { messages } = JSON.parse(got.seen[1]?.body ?? '{}');
    expect(messages.at(-1)?.role).toBe('assistant');
    expect(stage.text.startsWith(JSON.stringify(messages.at(-1)?.content).replace(/.*"text":"([^"]+)".*/, '$1'))).toBe(
      true,
    );
  });

  it('by a whole answer that begins with them, where that target refuses to', async () => {
    stage.simulator.setFault({ model: 'claude-sonnet-4-5', fault: 'no-prefill' });
    const got = await stage.call('prefilled');
    expectWhole(stage, got);
    expect(way(got)).toEqual([
      'first openai/fault-cut-3 truncated truncated',
      'rescue anthropic/claude-sonnet-4-5 failed bad_request',
      'rescue anthropic/claude-sonnet-4-5 succeeded',
    ]);
  });

  it('by another one, where that target has as many calls open as it may', async () => {
    const held = stage.call('held', { directives: 'delay=100' });
    await expect.poll(() => stage.simulator.seen().length).toBe(1);
    const got = await stage.call('busy');
    expectWhole(stage, got);
    expect(way(got)).toEqual(['first openai/fault-cut-3 truncated truncated', 'rescue gemini/sim-chat succeeded']);
    expectWhole(stage, await held);
    expect(way(await stage.call('busy'))[1]).toBe('rescue groq/sim-chat succeeded');
  });

  it('and both legs are billed, and told by the receipt', async () => {
    // Anthropic says at the start what it has read; of OpenAI nothing is known before the end.
    const early = await stage.call('early');
    expectWhole(stage, early);
    expect(early.attempts[0]?.cost.source).toBe('estimated');
    expect(BigInt(early.attempts[0]?.cost.totalPicoUsd ?? 0)).toBeGreaterThan(0n);
    const got = await stage.call('again');
    expectWhole(stage, got);
    const [first, second] = got.attempts;
    expect(first?.cost).toMatchObject({ source: 'unknown' });
    expect(first?.cost.totalPicoUsd).toBeUndefined();
    expect(second?.cost).toMatchObject({ source: 'computed', totalPicoUsd: String(priceOf('groq')) });
    const { turns } = Object(got.call?.decision);
    expect(turns).toContainEqual(expect.objectContaining({ did: 'rescue' }));
    expect(got.call).toMatchObject({ provider: 'groq', attempts: 2, status: 'succeeded' });
  });
});

describe('an answer that breaks off ends in an error, bounded', () => {
  it.each(['other', 'empty'])('where the others begin another one, or none (%s)', async (route) => {
    const got = await stage.call(route);
    expectBroken(got, 'upstream_truncated');
    expect(stage.text.startsWith(got.said)).toBe(true);
    expect(got.totalMs).toBeLessThan(2_000);
  });

  it('where it is a call of a tool', async () => {
    const got = await stage.call('tool', { directives: 'tool=weather' });
    expectBroken(got, 'upstream_truncated');
    expect(got.attempts).toHaveLength(1);
  });

  it('where it has to keep to a schema', async () => {
    const json_schema = { name: 'a', schema: { type: 'object', properties: {}, additionalProperties: false } };
    const got = await stage.call('schema', { body: { response_format: { type: 'json_schema', json_schema } } });
    expectBroken(got, 'upstream_truncated');
    expect(got.attempts).toHaveLength(1);
  });

  it('where nobody can carry it on', async () => {
    const got = await stage.call('lost');
    expectBroken(got, 'upstream_truncated');
    expect(got.said.length).toBeGreaterThan(0);
    expect(stage.text.startsWith(got.said)).toBe(true);
    expect(got.totalMs).toBeLessThan(3_000);
    expectWhole(stage, await stage.call('healthy'));
  });
});
