/** The URL of `path` under a base URL, whatever versions either has: the base URL's query is kept, a slash at its end is not doubled. */
export function urlUnder(baseUrl: string, path: string): string {
  const mark = baseUrl.indexOf('?');
  const query = mark === -1 ? '' : baseUrl.slice(mark);
  const root = mark === -1 ? baseUrl : baseUrl.slice(0, mark);
  return `${root.endsWith('/') ? root.slice(0, -1) : root}${path}${query}`;
}
