const base = 'http://weir.invalid';
/** One slash, and not a second of either kind: a browser takes what follows two for a host. */
const ownPath = /^\/(?![/\\])/;

/** `given` when it is a path on this origin, else `fallback`: no link can send people elsewhere after they signed in. */
export function safePath(given: string | null | undefined, fallback: string): string {
  if (given === null || given === undefined || !ownPath.test(given) || !URL.canParse(given, base)) return fallback;
  const url = new URL(given, base);
  if (url.origin !== base) return fallback;
  // Dots that fall away may leave two slashes: `/.//host`.
  const path = `${url.pathname}${url.search}${url.hash}`;
  return ownPath.test(path) ? path : fallback;
}

/**
 * Where next-auth may send people: a path of ours, or a URL of this origin, which it makes of one. Anything else is the
 * front page.
 */
export function safeTarget(given: string, origin: string): string {
  const url = given.startsWith('/') ? undefined : URL.parse(given);
  const path = url?.origin === origin ? `${url.pathname}${url.search}${url.hash}` : given;
  return new URL(safePath(path, '/'), origin).href;
}
