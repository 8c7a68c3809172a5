import type { RoutePlan, Strategy, TargetNode } from '@weir/routing/route-plan';
import { type Random, randomFrom } from '@weir/testing/simulator/random';
import type { LanguageName } from './languages.test-support.ts';
import { shortTimeouts, to } from './stage.test-support.ts';

/** Faults that any other target makes up for before an answer has begun, and those that come after. */
const early = [
  '429',
  '429-after-1',
  '500',
  '500-once',
  '503',
  '529',
  '404',
  'reset',
  'reset-once',
  'no-http',
  'silent',
].concat(['html', 'slow-first-2000', 'slow-head-2000', 'cut-0', 'stall-0', 'garbage-0', 'error-0', 'flaps-300']);
const late = ['cut-3', 'stall-3', 'garbage-3', 'error-3', 'no-done', 'cut-7', 'cut-3-once'];

/** Faults that speak for every target: the windows of these models are not known to differ. */
const final = ['400', 'content-filter', 'context-length'];

const providers = ['openai', 'anthropic', 'gemini', 'groq'] as const;
const languages: readonly [LanguageName, ...LanguageName[]] = ['chat', 'responses', 'messages', 'generate_content'];

/** A route with what is known of its targets. */
export type AnyRoute = {
  readonly name: string;
  readonly plan: RoutePlan;
  readonly language: LanguageName;
  readonly stream: boolean;
  /** True where a target gives a whole answer and nothing may keep the call from it. */
  readonly mustBeWhole: boolean;
};

type Drawn = { readonly node: TargetNode; readonly fault: string | undefined };

function drawTargets(random: Random, name: string): readonly Drawn[] {
  const count = random.between(1, 4);
  return Array.from({ length: count }, (_, at): Drawn => {
    const provider = random.pick([...providers]);
    const kind = random.between(0, 10);
    const of = kind < 5 ? early : kind < 8 ? late : kind < 9 ? final : undefined;
    const fault = of?.[random.between(0, of.length - 1)];
    // A dot makes each target of each route a model of its own.
    const model = fault === undefined ? `sim-chat.${name}-${at}` : `fault-${fault}.${name}-${at}`;
    return { node: to(`${provider}/${model}`), fault };
  });
}

function drawStrategy(random: Random, targets: readonly TargetNode[]): Strategy {
  const [first, ...others] = targets;
  if (first === undefined || others.length === 0) return first ?? to('openai/sim-chat');
  switch (random.pick(['fallback', 'fallback', 'together', 'hedged', 'weighted', 'cheapest', 'nested'])) {
    case 'together':
      return { kind: 'race', children: targets, legs: random.between(2, 4), start: 'together' };
    case 'hedged':
      return { kind: 'race', children: targets, start: { hedgeAfterMs: 50 }, extraSpendMaxPercent: 300 };
    case 'weighted':
      return { kind: 'weighted', children: targets };
    case 'cheapest':
      return { kind: 'cheapest', children: targets };
    case 'nested':
      return { kind: 'fallback', children: [{ kind: 'race', children: targets, start: 'together' }, ...others] };
    default:
      return { kind: 'fallback', children: targets };
  }
}

/** True for a fault that shows only once an answer has begun: then another target helps with a rescue alone. */
function isLate(fault: string | undefined): boolean {
  return fault !== undefined && late.includes(fault);
}

/** Any route over any faults; the same seed gives the same. */
export function anyRoute(seed: number): AnyRoute {
  const random = randomFrom(seed);
  const name = `any-${seed}`;
  const targets = drawTargets(random, name);
  const rescue = random.pick<'off' | 'continue' | 'buffer'>(['off', 'continue', 'buffer']);
  const stream = random.between(0, 3) > 0;
  const strategy = drawStrategy(
    random,
    targets.map(({ node }) => node),
  );
  const isWell = targets.some(({ fault }) => fault === undefined);
  const mayEnd = targets.some(({ fault }) => fault !== undefined && final.includes(fault));
  const mayBreak = stream && rescue === 'off' && targets.some(({ fault }) => isLate(fault));
  return {
    name,
    plan: { strategy, timeouts: shortTimeouts, rescue },
    language: random.pick([...languages]),
    stream,
    mustBeWhole: isWell && !mayBreak && !mayEnd,
  };
}
