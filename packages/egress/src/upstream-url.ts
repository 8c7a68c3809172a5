/** Where a request goes: its origin and what stands in the request line. */
export type UpstreamUrl = { readonly origin: string; readonly path: string; readonly secure: boolean };

/**
 * Takes a URL apart, or says in words why nothing is sent to it: only http and https, no credentials inside. Parsing
 * turns decimal, octal and hexadecimal host forms into the plain address that the guard then judges.
 */
export function parseUpstreamUrl(text: string): UpstreamUrl | string {
  const url = URL.parse(text);
  if (url === null) return 'the address is not a URL';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `the scheme "${url.protocol.slice(0, -1)}" is not allowed; use https or http`;
  }
  if (url.username !== '' || url.password !== '') return 'the URL carries credentials; put them into the provider key';
  return { origin: url.origin, path: url.pathname + url.search, secure: url.protocol === 'https:' };
}
