/** Request headers that reach the upstream. All others stay here: credentials, cookies, hop-by-hop and `x-weir-` ones. */
const requestHeaders = [
  'anthropic-version',
  'anthropic-beta',
  'openai-beta',
  'idempotency-key',
  'x-client-request-id',
  'x-grok-conv-id',
] as const;

/** Response headers that reach the client, by name. Not the ones that name the provider's account; cookies never. */
const responseHeaders = new Set([
  'content-type',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  'request-id',
  'x-request-id',
  'openai-processing-ms',
  'openai-version',
  'openai-model',
]);

/** Response headers that reach the client, by what they begin with: the upstream's rate limits. */
const responsePrefixes = ['x-ratelimit-', 'anthropic-ratelimit-', 'ratelimit'];

/** Request headers that mean the same to every upstream. */
const neutralHeaders = ['idempotency-key', 'x-client-request-id'] as const;

/** What Node lets a header hold; an upstream's bytes beyond it would fail the answer. */
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Query parameters that reach the upstream; others could carry a credential. */
const queryParameters = ['beta'];

/** The client's headers that the upstream gets. */
export function forwardRequestHeaders(asking: { header(name: string): string | undefined }): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const name of requestHeaders) {
    const value = asking.header(name);
    if (value !== undefined) forwarded[name] = value;
  }
  return forwarded;
}

/** The client's headers that an upstream of another dialect gets. */
export function forwardNeutralHeaders(asking: { header(name: string): string | undefined }): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const name of neutralHeaders) {
    const value = asking.header(name);
    if (value !== undefined) forwarded[name] = value;
  }
  return forwarded;
}

/** Adds to `into` what an upstream of another dialect says of limits and of itself; the answer's type is not its to say. */
export function forwardLimitHeaders(headers: Readonly<Record<string, string>>, into: string[]): void {
  const { 'content-type': type, ...others } = headers;
  forwardResponseHeaders(others, into);
}

/** Adds to `into` (name, value, name, value) the upstream's headers that the client gets. */
export function forwardResponseHeaders(headers: Readonly<Record<string, string>>, into: string[]): void {
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && isForwarded(name) && sendable.test(value)) into.push(name, value);
  }
}

function isForwarded(name: string): boolean {
  return responseHeaders.has(name) || responsePrefixes.some((prefix) => name.startsWith(prefix));
}

/** `url` with the client's query parameters that the upstream gets. */
export function forwardQuery(url: string, query: string): string {
  if (query === '') return url;
  const given = new URLSearchParams(query);
  const kept = queryParameters.flatMap((name) => {
    const value = given.get(name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  if (kept.length === 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${kept.join('&')}`;
}
