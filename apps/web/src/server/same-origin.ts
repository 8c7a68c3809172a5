/** Scripts of another origin cannot send it without asking first, and nobody answers them. */
export const clientHeader = 'x-weir-client';

/**
 * True when the browser says that a page of another site makes it ask. Enough for what only reads: its answer is closed
 * to other origins, and over plain HTTP away from localhost browsers say nothing.
 */
export function isOtherSite(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return origin !== null && host !== null && (!URL.canParse(origin) || new URL(origin).host !== host);
}

/**
 * True when the request was made by a page of this origin: the browser says so, or the request carries a header that a
 * page of another origin cannot send. Whoever is no browser has no cookie that could be abused.
 */
export function isSameOrigin(headers: Headers): boolean {
  if (isOtherSite(headers)) return false;
  return headers.get('sec-fetch-site') === 'same-origin' || headers.has(clientHeader);
}
