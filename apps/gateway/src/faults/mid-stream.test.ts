import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectBroken, expectWhole, way } from './expect-call.test-support.ts';
import type { LanguageName } from './languages.test-support.ts';
import { fallbackOf, type Got, openStage, type Stage } from './stage.test-support.ts';

/** What becomes of an answer that has begun, how the caller is told, and the ledger. */
const faults = [
  ['cut', 'upstream_truncated', 'truncated truncated'],
  ['stall', 'upstream_timeout', 'truncated timeout'],
  ['garbage', '', 'server_error'],
  ['no-done', 'upstream_truncated', 'truncated truncated'],
  ['error', '', 'failed'],
] as const;
type Fault = (typeof faults)[number][0];

const names: readonly LanguageName[] = ['chat', 'responses', 'messages', 'generate_content'];
/** A target that speaks the client's own language, and one that speaks another. */
const own = { chat: 'openai', responses: 'openai', messages: 'anthropic', generate_content: 'gemini' } as const;
const other = { chat: 'anthropic', responses: 'anthropic', messages: 'groq', generate_content: 'openai' } as const;
const rescues = ['off', 'continue', 'buffer'] as const;

type Case = { readonly language: LanguageName; readonly provider: string; readonly rescue: (typeof rescues)[number] };

const cases: readonly Case[] = names.flatMap((language) =>
  [own[language], other[language]].flatMap((provider) => rescues.map((rescue) => ({ language, provider, rescue }))),
);
const lost = cases.filter(({ rescue }) => rescue === 'off');
const saved = cases.filter(({ rescue }) => rescue !== 'off');

/** A model of its own for each, so that no test meets what another has taught the gateway of it. */
function nameOf(fault: string, { language, provider, rescue }: Case): string {
  return `${rescue}-${fault}-${language.replace('_', '-')}-${provider}`;
}

const routes = Object.fromEntries(
  faults.flatMap(([fault]) =>
    cases.map((one) => {
      const healthy = one.provider === 'groq' ? 'openai/sim-chat' : 'groq/sim-chat';
      const name = nameOf(fault, one);
      return [name, { ...fallbackOf(`${one.provider}/fault-${fault}.${name}`, healthy), rescue: one.rescue }];
    }),
  ),
);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ routes: { ...routes, healthy: fallbackOf('openai/sim-chat') } });
});
afterAll(() => stage.close());

function call(fault: Fault, one: Case, directives = ''): Promise<Got> {
  return stage.call(nameOf(fault, one), { language: one.language, directives });
}

describe.each(faults)('%s after the answer has begun', (fault, code, ending) => {
  it.concurrent.each(lost)(
    '$language from $provider ends in an error, bounded, behind what came before',
    async (one) => {
      const got = await call(fault, one);
      expectBroken(got, code);
      expect(got.status).toBe(200);
      expect(got.cut).toBe(false);
      expect(got.said.length).toBeGreaterThan(0);
      expect(stage.text.startsWith(got.said)).toBe(true);
      expect(got.text).not.toContain('not json');
      expect(got.attempts).toHaveLength(1);
      expect(way(got)[0]).toContain(ending);
      expect(got.totalMs).toBeLessThan(1_000);
    },
  );

  it.concurrent.each(saved)('$language from $provider is whole with rescue: $rescue', async (one) => {
    const got = await call(fault, one);
    expectWhole(stage, got);
    expect(got.attempts.length).toBeGreaterThan(1);
    expect(got.totalMs).toBeLessThan(3_000);
  });

  it('is followed by a healthy call', async () => {
    for (const language of names) expectWhole(stage, await stage.call('healthy', { language }));
  });
});

describe('a cut inside of an event', () => {
  it.concurrent.each(lost)('$language from $provider ends in an error all the same', async (one) => {
    const got = await call('cut', one, 'half=1');
    expectBroken(got, 'upstream_truncated');
    expect(stage.text.startsWith(got.said)).toBe(true);
  });
});

/** A whole answer has nobody who saw its beginning: another target gives it, rescue or not. */
describe('a whole answer that breaks', () => {
  it.each(['cut=40', 'stall=1'])('%s is given by a target that is tried next', async (directive) => {
    const [one] = lost;
    if (one === undefined) throw new Error('there is no case');
    const [name, value] = directive.split('=');
    stage.simulator.setFault({ model: `fault-cut.${nameOf('cut', one)}`, fault: `${name}-${value}` });
    const got = await stage.call(nameOf('cut', one), { stream: false });
    expectWhole(stage, got);
    expect(way(got)[0]).toContain('first openai/fault-cut truncated');
    stage.simulator.reset();
  });
});
