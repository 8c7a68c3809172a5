const base = 'http://weir.invalid';

/** `given` when it is a path on this origin, else `fallback`: no link can send people elsewhere after they signed in. */
export function safePath(given: string | null | undefined, fallback: string): string {
  if (given === null || given === undefined || !/^\/(?![/\\])/.test(given) || !URL.canParse(given, base))
    return fallback;
  const url = new URL(given, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : fallback;
}
