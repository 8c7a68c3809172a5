import type { Candidate } from '../candidate.ts';
import type { Exclusion } from '../exclusion.ts';
import { dollars, listed } from '../explain/words.ts';
import type { Preferences } from '../request-facts.ts';
import type { Target } from '../target.ts';

const tokensPerLine = 1e6;
/** A price is a decimal that became a double and was divided: equal means equal to nine digits. */
const slack = 1 + 1e-9;

/** True where a name that a caller gave, a provider or `provider/model`, means the target. Case does not matter. */
export function means(name: string, { provider, model }: Pick<Target, 'provider' | 'model'>): boolean {
  if (name === provider || name === `${provider}/${model}`) return true;
  const lower = name.toLowerCase();
  return lower === provider || lower === `${provider}/${model}`.toLowerCase();
}

function unwelcome(candidate: Candidate, { only, ignore }: Preferences): Exclusion | undefined {
  if (ignore?.some((name) => means(name, candidate))) {
    return { code: 'preference', reason: 'the call asks to leave it out' };
  }
  if (only === undefined || only.some((name) => means(name, candidate))) return undefined;
  return { code: 'preference', reason: `the call asks only for ${listed(only, 'or')}` };
}

/** `eu` covers `eu` and `eu-west-1`, not `europe`. */
function covers(wanted: string, region: string): boolean {
  return region === wanted || (region.startsWith(wanted) && region[wanted.length] === '-');
}

function elsewhere({ region }: Candidate, regions: readonly string[] | undefined): Exclusion | undefined {
  if (regions === undefined) return undefined;
  const needed = listed(regions, 'or');
  if (region === undefined) return { code: 'region', reason: `its key names no region, and ${needed} is required` };
  const own = region.toLowerCase();
  if (regions.some((wanted) => covers(wanted.toLowerCase(), own))) return undefined;
  return { code: 'region', reason: `its key is in ${region}, and ${needed} is required` };
}

type PriceCap = { readonly what: 'input' | 'output'; readonly max: number | undefined };

/** A price that is not known may be anything, so it is over any limit. */
function tooDear({ prices }: Candidate, { what, max }: PriceCap): Exclusion | undefined {
  if (max === undefined) return undefined;
  const perToken = prices?.[what];
  if (perToken === undefined) {
    const reason = `its price for ${what} is not known, and at most ${dollars(max)} a million tokens is allowed`;
    return { code: 'price', reason };
  }
  const price = perToken * tokensPerLine;
  if (price <= max * slack) return undefined;
  const over = `${dollars(price - max)} more than the ${dollars(max)} allowed`;
  return { code: 'price', reason: `its ${what} costs ${dollars(price)} a million tokens, ${over}` };
}

/** What calls and routes ask for alike. */
type Wishes = {
  readonly regions?: readonly string[] | undefined;
  readonly zeroRetention?: boolean | undefined;
  readonly inputUsdPerMillionMax?: number | undefined;
  readonly outputUsdPerMillionMax?: number | undefined;
};

function unmet(candidate: Candidate, wishes: Wishes): Exclusion | undefined {
  const { regions, zeroRetention, inputUsdPerMillionMax, outputUsdPerMillionMax } = wishes;
  const away = elsewhere(candidate, regions);
  if (away !== undefined) return away;
  if (zeroRetention === true && candidate.zeroRetention !== true) {
    return { code: 'retention', reason: 'its key does not promise zero retention, which is required' };
  }
  return (
    tooDear(candidate, { what: 'input', max: inputUsdPerMillionMax }) ??
    tooDear(candidate, { what: 'output', max: outputUsdPerMillionMax })
  );
}

/** What a target is kept out for by what the call prefers and by what the route requires; both hold. */
export function unwanted(
  candidate: Candidate,
  preferences: Preferences | undefined,
  requires: Wishes | undefined,
): Exclusion | undefined {
  const own =
    preferences === undefined ? undefined : (unwelcome(candidate, preferences) ?? unmet(candidate, preferences));
  return own ?? (requires === undefined ? undefined : unmet(candidate, requires));
}
