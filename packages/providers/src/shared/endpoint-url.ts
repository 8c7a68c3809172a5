const versionPrefix = '/v1/';

function withoutTail(text: string, tail: string): string {
  return text.endsWith(tail) ? text.slice(0, -tail.length) : text;
}

/** True for `https://host` and `https://host:1`: nothing stands after the authority. */
function isBare(root: string): boolean {
  return !root.includes('/', root.indexOf('://') + 3);
}

/**
 * The URL of `path` under a base URL, which may end in a slash and may carry a query (kept). Base URLs mean what the
 * vendors' SDKs take them to mean:
 * - OpenAI's: the base URL includes the version (`https://host/v1`), paths are like `/chat/completions`. A base URL
 *   without any path gets `/v1`; one with a path of its own is taken as it stands.
 * - Anthropic's: the base URL does without the version, paths are like `/v1/messages`. A `/v1` at its end is not doubled.
 */
export function endpointUrl(baseUrl: string, path: string): string {
  const mark = baseUrl.indexOf('?');
  const query = mark === -1 ? '' : baseUrl.slice(mark);
  const root = withoutTail(mark === -1 ? baseUrl : baseUrl.slice(0, mark), '/');
  if (path.startsWith(versionPrefix)) return `${withoutTail(root, '/v1')}${path}${query}`;
  return `${root}${isBare(root) ? '/v1' : ''}${path}${query}`;
}
