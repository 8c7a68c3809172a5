import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectWhole } from './expect-call.test-support.ts';
import type { LanguageName } from './languages.test-support.ts';
import { fallbackOf, openStage, type Stage } from './stage.test-support.ts';

/** Faults that show after the head, but before anything of use: the client must see nothing of that answer. */
const streamed = ['cut-0', 'stall-0', 'garbage-0', 'error-0', 'no-http', 'html'] as const;
const whole = ['stall-0', 'cut-1', 'no-http', 'html'] as const;

/** A first target of the client's own language, and of another. */
const cases: readonly { readonly language: LanguageName; readonly provider: string }[] = [
  { language: 'chat', provider: 'openai' },
  { language: 'chat', provider: 'anthropic' },
  { language: 'responses', provider: 'openai' },
  { language: 'messages', provider: 'anthropic' },
  { language: 'messages', provider: 'openai' },
  { language: 'generate_content', provider: 'gemini' },
];

function nameOf(fault: string, { language, provider }: (typeof cases)[number]): string {
  return `${fault}-${language.replace('_', '-')}-${provider}`;
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

let stage: Stage;

beforeAll(async () => {
  const faulty = [...new Set([...streamed, ...whole])].flatMap((fault) =>
    cases.flatMap((one) =>
      ['s', 'w'].map((form) => {
        const name = `${nameOf(fault, one)}-${form}`;
        return [name, fallbackOf(`${one.provider}/fault-${fault}.${name}`, 'groq/sim-chat')] as const;
      }),
    ),
  );
  const providers = ['openai', 'anthropic', 'gemini', 'groq'];
  stage = await openStage({
    routes: { ...Object.fromEntries(faulty), closed: fallbackOf('mistral/sim-chat', 'groq/sim-chat') },
    keys: [
      ...providers.map((provider) => ({ provider, secret: `good-${provider}-0001` })),
      { provider: 'mistral', secret: 'good-mistral-0001', baseUrl: `http://127.0.0.1:${await closedPort()}/v1` },
    ],
  });
});
afterAll(() => stage.close());

describe.each([
  ['s', true, streamed],
  ['w', false, whole],
] as const)('a fault before anything of use (form %s, stream: %s)', (form, stream, faults) => {
  it.concurrent.each(faults.flatMap((fault) => cases.map((one) => ({ ...one, fault }))))(
    '$fault: $language from $provider is answered by another target, with nothing of the first',
    async (one) => {
      const got = await stage.call(`${nameOf(one.fault, one)}-${form}`, { language: one.language, stream });
      expectWhole(stage, got);
      expect(got.call?.provider).toBe('groq');
      expect(got.text).not.toContain(`fault-${one.fault}`);
      expect(got.text).not.toMatch(/garbage|overloaded|html/i);
      expect(got.totalMs).toBeLessThan(3_000);
    },
  );
});

describe('an address at which nobody listens', () => {
  it.each([true, false])('is left for another target (stream: %s)', async (stream) => {
    const got = await stage.call('closed', { stream });
    expect(got).toMatchObject({ status: 200, said: stage.text, whole: true });
    expect(got.attempts.map(({ status, errorCode }) => [status, errorCode])).toEqual([
      ['failed', 'network'],
      ['failed', 'network'],
      ['succeeded', undefined],
    ]);
    expect(got.call).toMatchObject({ provider: 'groq', attempts: 3, status: 'succeeded' });
  });
});
