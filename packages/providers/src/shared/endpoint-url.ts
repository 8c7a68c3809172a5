/** A version at the beginning of a path: `/v1`, `/v1beta`. */
const versionPrefix = /^\/v\d+[a-z]*\d*(?=\/)/;

function withoutTail(text: string, tail: string): string {
  return text.endsWith(tail) ? text.slice(0, -tail.length) : text;
}

/** What stands before and after the first question mark. */
function parted(url: string): readonly (string | undefined)[] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** True for `https://host` and `https://host:1`: nothing stands after the authority. */
function isBare(root: string): boolean {
  return !root.includes('/', root.indexOf('://') + 3);
}

/**
 * The URL of `path` under a base URL, which may end in a slash and may carry a query (kept, that of
 * the path behind it). Base URLs mean what the
 * vendors' SDKs take them to mean:
 * - OpenAI's: the base URL includes the version (`https://host/v1`), paths are like `/chat/completions`. A base URL
 *   without any path gets `/v1`; one with a path of its own is taken as it stands.
 * - Anthropic's and Google's: the base URL does without the version, paths are like `/v1/messages`. The same version at
 *   the base URL's end is not doubled.
 */
export function endpointUrl(baseUrl: string, path: string): string {
  const [base = '', query] = parted(baseUrl);
  const [way = '', ownQuery] = parted(path);
  const root = withoutTail(base, '/');
  const version = versionPrefix.exec(way)?.[0];
  const stem = version === undefined ? `${root}${isBare(root) ? '/v1' : ''}` : withoutTail(root, version);
  const queries = [query, ownQuery].filter((one) => one !== undefined);
  return `${stem}${way}${queries.length === 0 ? '' : `?${queries.join('&')}`}`;
}
