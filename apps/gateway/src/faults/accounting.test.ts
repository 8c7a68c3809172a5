import type { AttemptRecord } from '@weir/protocol/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWhole } from './expect-call.test-support.ts';
import type { LanguageName } from './languages.test-support.ts';
import { fallbackOf, openStage, priceOf, type Stage, usage } from './stage.test-support.ts';

const languages: readonly LanguageName[] = ['chat', 'responses', 'messages', 'generate_content'];
const cases = languages.flatMap((language) => [true, false].map((stream) => ({ language, stream })));
const nameOf = (language: string, stream: boolean) => `${language.replace('_', '-')}-${stream ? 's' : 'w'}`;

let stage: Stage;

beforeAll(async () => {
  const routes = Object.fromEntries(
    cases.map(({ language, stream }) => {
      const name = nameOf(language, stream);
      return [name, fallbackOf(`openai/fault-500.${name}`, `groq/fault-503.${name}`, 'anthropic/sim-chat')];
    }),
  );
  stage = await openStage({ routes });
});
afterAll(() => stage.close());

function pico({ cost }: AttemptRecord): bigint {
  return BigInt(cost.totalPicoUsd ?? 0);
}

describe.each(cases)('the bill of a $language call (stream: $stream) after two failovers', ({ language, stream }) => {
  it('is of the answer alone, at the price of who gave it', async () => {
    const got = await stage.call(nameOf(language, stream), { language, stream });
    expectWhole(stage, got);
    expect(got.attempts.map(({ purpose, provider, status }) => [purpose, provider, status])).toEqual([
      ['first', 'openai', 'failed'],
      ['retry', 'openai', 'failed'],
      ['fallback', 'groq', 'failed'],
      ['fallback', 'anthropic', 'succeeded'],
    ]);
    const last = got.attempts.at(-1);
    expect(last?.usage).toMatchObject(usage);
    expect(last?.cost).toMatchObject({ source: 'computed', totalPicoUsd: String(priceOf('anthropic')) });
    expect(got.attempts.slice(0, -1).map(pico)).toEqual([0n, 0n, 0n]);
    expect(got.attempts.reduce((sum, attempt) => sum + pico(attempt), 0n)).toBe(priceOf('anthropic'));
    if (!stream)
      expect(Number(got.headers.get('x-weir-cost-usd')) * 1e12).toBeCloseTo(Number(priceOf('anthropic')), -3);
  });

  it('has one call line, with the route and who answered, after its attempts', async () => {
    const name = nameOf(language, stream);
    const got = await stage.call(name, { language, stream });
    const lines = stage.gateway.records.filter(({ kind, callId }) => kind !== 'started' && callId === got.call?.callId);
    expect(lines.map(({ kind }) => kind)).toEqual([...got.attempts.map(() => 'attempt'), 'call']);
    const { length } = got.attempts;
    expect(got.call).toMatchObject({
      route: name,
      requestedModel: name,
      provider: 'anthropic',
      model: 'sim-chat',
      attempts: length,
    });
    expect(got.headers.get('x-weir-route')).toBe(name);
    const { turns } = Object(got.call?.decision);
    expect(turns).toHaveLength(length - 1);
  });
});
