import { durationMs } from './retry-after.ts';

type Headers = Readonly<Record<string, string>>;

/** What is left of a provider's limits: shares of the whole, and when a limit that is used up is renewed (wall clock). */
export type Headroom = { readonly requests?: number; readonly tokens?: number; readonly spentUntilMs?: number };

/** One limit as headers tell it: what it counts, and the names of its whole and its reset. */
type Limit = { readonly kind: 'requests' | 'tokens'; readonly whole: string; readonly reset: string };

/** OpenAI's form, in the variants of its kin: `-requests`, `-req-minute`, `-tokens-minute`, `-tokens-prompt` or nothing. */
const common = /^x-ratelimit-remaining(-(?:project-)?req(?:uests)?(?:-.+)?|-tokens(?:[-_].+)?)?$/;
/** Anthropic's, of which the resets are dates. */
const anthropic = /^anthropic-ratelimit-(requests|(?:input-|output-)?tokens)-remaining$/;

const secondsOfDates = 1_000_000_000;

function limitOf(name: string): Limit | undefined {
  const own = anthropic.exec(name)?.[1];
  if (own !== undefined) {
    const of = (part: string) => `anthropic-ratelimit-${own}-${part}`;
    return { kind: own === 'requests' ? 'requests' : 'tokens', whole: of('limit'), reset: of('reset') };
  }
  const found = common.exec(name);
  if (found === null) return undefined;
  const suffix = found[1] ?? '';
  const kind = suffix.startsWith('-tokens') ? 'tokens' : 'requests';
  return { kind, whole: `x-ratelimit-limit${suffix}`, reset: `x-ratelimit-reset${suffix}` };
}

/** A reset as a date, as seconds or milliseconds since 1970, or as the time until then. */
function resetAtMs(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (count >= secondsOfDates * 1_000) return count;
  if (count >= secondsOfDates) return count * 1_000;
  const wait = durationMs(text);
  if (wait !== undefined) return nowMs + Math.ceil(wait);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date;
}

function shareOf(remaining: string | undefined, whole: string | undefined): number | undefined {
  const left = Number(remaining ?? Number.NaN);
  const limit = Number(whole ?? Number.NaN);
  // Azure says -1 where it does not know.
  return left >= 0 && limit > 0 ? Math.min(1, left / limit) : undefined;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

/**
 * What an answer's headers say is left of the provider's own limits, the tightest of each kind, and until when one is used
 * up; undefined where they say nothing. Header names in lower case.
 */
export function readHeadroom(headers: Headers, nowMs: number): Headroom | undefined {
  const shares: { requests?: number | undefined; tokens?: number | undefined } = {};
  let spentUntilMs: number | undefined;
  for (const name in headers) {
    const limit = name.includes('ratelimit') ? limitOf(name) : undefined;
    if (limit === undefined) continue;
    const share = shareOf(headers[name], headers[limit.whole]);
    shares[limit.kind] = least(shares[limit.kind], share);
    const untilMs = Number(headers[name]) === 0 ? resetAtMs(headers[limit.reset], nowMs) : undefined;
    if (untilMs !== undefined && untilMs > nowMs) spentUntilMs = Math.max(spentUntilMs ?? 0, untilMs);
  }
  const { requests, tokens } = shares;
  if (requests === undefined && tokens === undefined && spentUntilMs === undefined) return undefined;
  return {
    ...(requests === undefined ? {} : { requests }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(spentUntilMs === undefined ? {} : { spentUntilMs }),
  };
}
