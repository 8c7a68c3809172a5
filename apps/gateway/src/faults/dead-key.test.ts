import { afterEach, describe, expect, it } from 'vitest';
import { expectRefused, expectWhole } from './expect-call.test-support.ts';
import { fallbackOf, openStage, type Stage } from './stage.test-support.ts';

let stage: Stage;

afterEach(() => stage.close());

/** The first key is drawn far more often than the second. */
function twoKeys(status: number) {
  return openStage({
    routes: { route: fallbackOf('openai/sim-chat') },
    keys: [
      { provider: 'openai', secret: `dead-${status}-0001`, weight: 1_000_000 },
      { provider: 'openai', secret: 'good-openai-0002', weight: 0.000001 },
    ],
  });
}

describe.each([
  [401, 'auth'],
  [402, 'quota'],
  [403, 'auth'],
])('a key that its provider refuses with %i', (status, code) => {
  it('is left for another of the provider, and not tried by the calls after', async () => {
    stage = await twoKeys(status);
    const got = await stage.call('route');
    expectWhole(stage, got);
    expect(got.attempts.map(({ purpose, errorCode }) => [purpose, errorCode])).toEqual([
      ['first', code],
      ['fallback', undefined],
    ]);
    expect(got.seen.map(({ key }) => key)).toEqual([`dead-${status}-0001`, 'good-openai-0002']);
    expect(new Set(got.attempts.map(({ providerKeyId }) => providerKeyId)).size).toBe(2);
    for (const stream of [true, false]) {
      const next = await stage.call('route', { stream });
      expectWhole(stage, next);
      expect(next.seen.map(({ key }) => key)).toEqual(['good-openai-0002']);
    }
  });

  it('that has no other beside it is no fault of the caller, and its secret is not told', async () => {
    stage = await openStage({
      routes: { route: fallbackOf('openai/sim-chat') },
      keys: [{ provider: 'openai', secret: `dead-${status}-0001` }],
    });
    const got = await stage.call('route', { stream: false });
    expectRefused(got, 502);
    expect(got.seen).toHaveLength(1);
    expect(got.text).not.toContain('0001');
  });

  it('lets another provider answer', async () => {
    stage = await openStage({
      routes: { route: fallbackOf('openai/sim-chat', 'anthropic/sim-chat') },
      keys: [
        { provider: 'openai', secret: `dead-${status}-0001` },
        { provider: 'anthropic', secret: 'good-anthropic-0001' },
      ],
    });
    expectWhole(stage, await stage.call('route'));
    const next = await stage.call('route');
    expectWhole(stage, next);
    expect(next.seen.map(({ key }) => key)).toEqual(['good-anthropic-0001']);
  });
});
