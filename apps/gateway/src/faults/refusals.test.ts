import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectRefused, expectWhole, way } from './expect-call.test-support.ts';
import { fallbackOf, openStage, type Stage } from './stage.test-support.ts';

/** Models whose windows are known: 128,000 tokens, as many, and a million. */
const small = 'openai/gpt-4o-mini';
const same = 'openai/gpt-4o';
const large = 'openai/gpt-4.1';

const routes = {
  larger: fallbackOf(small, same, large),
  'no-larger': fallbackOf(small, same),
  filtered: fallbackOf('openai/fault-content-filter', 'anthropic/sim-chat'),
  'filtered-next': { ...fallbackOf('openai/fault-content-filter.next', 'anthropic/sim-chat'), contentPolicy: 'next' },
  'no-prefill': fallbackOf('openai/fault-503', 'groq/fault-no-prefill'),
  'bad-request': fallbackOf('openai/fault-400', 'anthropic/sim-chat'),
  wordless: fallbackOf('anthropic/sim-chat', 'groq/sim-chat'),
  'wordless-all': fallbackOf('anthropic/sim-chat'),
  healthy: fallbackOf('openai/sim-chat'),
} as const;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ routes });
});
afterEach(() => stage.simulator.reset());
afterAll(() => stage.close());

const forms = [{ stream: true }, { stream: false }];

describe.each(forms)('a request that is longer than the context window (stream: $stream)', ({ stream }) => {
  it('goes to a larger window, and never again to one that is not', async () => {
    stage.simulator.setFault({ model: 'gpt-4o-mini', fault: 'context-length' });
    const got = await stage.call('larger', { stream });
    expectWhole(stage, got);
    expect(got.seen.map(({ model }) => model)).toEqual(['gpt-4o-mini', 'gpt-4.1']);
    expect(got.attempts.map(({ status, errorCode, purpose }) => [purpose, status, errorCode])).toEqual([
      ['first', 'failed', 'context_length'],
      ['fallback', 'succeeded', undefined],
    ]);
  });

  it('is told where there is no larger one', async () => {
    stage.simulator.setFault({ model: 'gpt-4o-mini', fault: 'context-length' });
    const got = await stage.call('no-larger', { stream });
    expectRefused(got, 400);
    expect(got.error).toContain('context length');
    expect(got.seen).toHaveLength(1);
  });
});

describe.each(forms)('what the content policy of a provider refuses (stream: $stream)', ({ stream }) => {
  it('is told, and asked of nobody else', async () => {
    const got = await stage.call('filtered', { stream });
    expectRefused(got, 400);
    expect(got.error).toContain('content policy');
    expect(way(got)).toEqual(['first openai/fault-content-filter failed content_policy']);
  });

  it('goes on where the route says so', async () => {
    const got = await stage.call('filtered-next', { stream });
    expectWhole(stage, got);
    expect(way(got)).toEqual([
      'first openai/fault-content-filter failed content_policy',
      'fallback anthropic/sim-chat succeeded',
    ]);
  });
});

describe.each(forms)('a request that is wrong (stream: $stream)', ({ stream }) => {
  it('is told at once', async () => {
    const got = await stage.call('bad-request', { stream });
    expectRefused(got, 400);
    expect(got.seen).toHaveLength(1);
  });

  it("that a fallback alone refuses, for the model's own words at its end, is told as that", async () => {
    const messages = [
      { role: 'user', content: '[[sim same=weir chunks=8 tag=prefill]]' },
      { role: 'assistant', content: stage.text.slice(0, 5) },
    ];
    const got = await stage.call('no-prefill', { stream, body: { messages } });
    expect(got.status).toBe(400);
    expect(got.error).toContain('assistant');
    expect(way(got)).toEqual([
      'first openai/fault-503 failed overloaded',
      'fallback groq/fault-no-prefill failed bad_request',
    ]);
    expect(got.call).toMatchObject({ status: 'failed', httpStatus: 400, attempts: 2 });
  });
});

describe('after each of them', () => {
  it('the next call is healthy', async () => {
    expectWhole(stage, await stage.call('healthy'));
  });
});

describe('a request that cannot be said to a target', () => {
  const answers = { n: 2 };

  it('goes to one that it can be said to', async () => {
    const got = await stage.call('wordless', { stream: false, body: answers });
    expect([got.status, way(got), got.seen.length]).toEqual([200, ['first groq/sim-chat succeeded'], 1]);
    expect(Object(got.call?.decision).turns).toMatchObject([
      { did: 'next', reason: expect.stringContaining('cannot be said') },
    ]);
  });

  it('is refused by what cannot be said, where there is none', async () => {
    const got = await stage.call('wordless-all', { stream: false, body: answers });
    expect([got.status, got.seen.length]).toEqual([400, 0]);
    expect(JSON.parse(got.text).error).toMatchObject({ code: 'unsupported_capability', param: 'n' });
  });
});
