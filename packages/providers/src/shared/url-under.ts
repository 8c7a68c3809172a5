/**
 * The URL of `path` under a base URL, whatever versions either has. A slash at the base URL's end is not doubled; its
 * query is kept, and the path's own goes behind it.
 */
export function urlUnder(baseUrl: string, path: string): string {
  const [root = '', query] = baseUrl.split('?', 2);
  const [tail = '', own] = path.split('?', 2);
  const queries = [query, own].filter((one) => one !== undefined && one !== '').join('&');
  return `${root.endsWith('/') ? root.slice(0, -1) : root}${tail}${queries === '' ? '' : `?${queries}`}`;
}
