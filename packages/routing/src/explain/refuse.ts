import type { PlanInput } from '../decision.ts';
import type { Exclusion, ExclusionCode } from '../exclusion.ts';
import { backAtMs } from '../qualify/unwell.ts';
import type { Refusal, RefusalCode } from '../refusal.ts';
import type { Standing } from '../strategies/standing.ts';
import type { Considered, Explanation } from '../target.ts';
import { duration, listed } from './words.ts';

/** What each exclusion means for the caller, where it is the reason that a call goes nowhere. */
const meanings: Readonly<Record<ExclusionCode, RefusalCode>> = {
  not_spoken: 'unsupported_capability',
  capability: 'unsupported_capability',
  context_window: 'unsupported_capability',
  region: 'no_target_qualifies',
  retention: 'no_target_qualifies',
  price: 'no_target_qualifies',
  preference: 'no_target_qualifies',
  quality: 'no_target_qualifies',
  not_allowed: 'model_not_allowed',
  no_key: 'model_not_found',
  key_disabled: 'model_not_found',
  not_reached: 'model_not_found',
  key_refused: 'provider_key_refused',
  rate_spent: 'no_target_available',
  concurrency: 'no_target_available',
  circuit_open: 'no_target_available',
};

/** What passes by itself is named first, then what the caller can mend alone, then what others must. */
const order: readonly RefusalCode[] = [
  'no_target_available',
  'provider_key_refused',
  'unsupported_capability',
  'no_target_qualifies',
  'model_not_allowed',
  'model_not_found',
];

const advice: Readonly<Record<RefusalCode, string>> = {
  no_target_available: 'Try again later, or add a target to the route.',
  provider_key_refused: 'Correct the provider key, or add a target to the route.',
  unsupported_capability: 'Ask for less, or name a model that can.',
  no_target_qualifies: 'Loosen what the call or the route asks for, or add a target to the route.',
  model_not_allowed: 'Ask the owner of the gateway key for more.',
  model_not_found: 'Store a provider key that serves it, or name another model.',
};

const reasonsMax = 5;

function namedReasons(considered: readonly Considered[]): string {
  const reasons = new Map<string, string[]>();
  for (const { provider, model, excluded = '' } of considered) {
    const names = reasons.get(excluded) ?? [];
    const name = `${provider}/${model}`;
    reasons.set(excluded, names.includes(name) ? names : [...names, name]);
  }
  const told = [...reasons].slice(0, reasonsMax).map(([reason, names]) => `${listed(names)}: ${reason}`);
  const more = reasons.size - told.length;
  return more > 0 ? `${told.join('; ')}; and ${more} more` : told.join('; ');
}

function soonestMs(standings: readonly Standing[], nowMs: number): number | undefined {
  const waits = standings.flatMap(({ live, exclusion }) => {
    const backMs = exclusion === undefined ? undefined : backAtMs(live, exclusion);
    return backMs === undefined || backMs <= nowMs ? [] : [backMs - nowMs];
  });
  return waits.length === 0 ? undefined : Math.min(...waits);
}

function codeOf(exclusions: readonly Pick<Exclusion, 'code'>[]): RefusalCode {
  const codes = new Set(exclusions.map(({ code }) => meanings[code]));
  return order.find((code) => codes.has(code)) ?? 'model_not_found';
}

/** The Refusal of a call for which no target is left: it names each target's reason, and the wait where one is known. */
export function refuse(input: PlanInput, standings: readonly Standing[], explanation: Explanation): Refusal {
  const { considered, requestedModel } = explanation;
  const exclusions = considered.flatMap(({ exclusion }) => (exclusion === undefined ? [] : [{ code: exclusion }]));
  const code = codeOf(exclusions);
  const what = input.route === undefined ? `\`${requestedModel}\`` : `the route \`${input.route.name}\``;
  const why = considered.length === 0 ? 'it has none.' : `${namedReasons(considered)}.`;
  const retryAfterMs = code === 'no_target_available' ? soonestMs(standings, input.nowMs) : undefined;
  const wait = retryAfterMs === undefined ? '' : ` The next one is back in ${duration(retryAfterMs)}.`;
  return {
    kind: 'refusal',
    code,
    message: `No target of ${what} can take this call: ${why}${wait} ${advice[code]}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    explanation,
  };
}
