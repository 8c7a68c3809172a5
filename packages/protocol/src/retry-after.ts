type Headers = Readonly<Record<string, string>>;

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A count of seconds, or a Go duration such as `6m0s` and `120ms`, in milliseconds; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    total += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return total;
}

/** An HTTP date as milliseconds after the answer's own `date`: the upstream's clock is the one that counts. */
function untilMs(text: string, headers: Headers): number | undefined {
  const wait = Date.parse(text) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** The limits that are used up, as `x-ratelimit-remaining-*: 0` says, with the time until each is renewed. */
function resetsMs(headers: Headers): number[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (value !== '0' || !name.startsWith('x-ratelimit-remaining')) return [];
    const reset = headers[name.replace('remaining', 'reset')];
    return reset === undefined ? [] : (durationMs(reset) ?? []);
  });
}

/**
 * How long the upstream asks to wait, in milliseconds, rounded up: `retry-after-ms` (OpenAI, Azure), `retry-after` in
 * seconds or as a date (RFC 9110, 10.2.3), else the latest reset of a limit that is used up (OpenAI, Groq).
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return Math.ceil(milliseconds);
  const text = headers['retry-after']?.trim();
  const wait = text === undefined ? undefined : (durationMs(text) ?? untilMs(text, headers));
  if (wait !== undefined) return Math.ceil(wait);
  const resets = resetsMs(headers);
  return resets.length === 0 ? undefined : Math.ceil(Math.max(...resets));
}
