import { describe, expect, it } from 'vitest';
import { forwardQuery, forwardRequestHeaders, forwardResponseHeaders } from './forwarded-headers.ts';

describe('forwardRequestHeaders', () => {
  it("keeps the dialects' own headers and no credential, cookie or other", () => {
    const given: Record<string, string> = {
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a,b',
      authorization: 'Bearer x',
      'x-api-key': 'x',
      cookie: 'x',
      'openai-organization': 'org-x',
      'user-agent': 'x',
      'x-forwarded-for': '::1',
      'x-weir-tags': '{}',
    };
    expect(forwardRequestHeaders({ header: (name) => given[name] })).toEqual({
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a,b',
    });
  });
});

describe('forwardResponseHeaders', () => {
  it("keeps rate limits and request ids, and nothing that names the provider's account", () => {
    const headers: string[] = [];
    forwardResponseHeaders(
      {
        'content-type': 'application/json',
        'x-ratelimit-remaining-requests': '1',
        'anthropic-ratelimit-tokens-limit': '2',
        'retry-after': '3',
        'request-id': 'r',
        'anthropic-organization-id': 'x',
        'openai-organization': 'x',
        'set-cookie': 'x',
        'transfer-encoding': 'chunked',
        connection: 'close',
        'content-length': '5',
        'x-request-id': 'not \u0000 sendable',
      },
      headers,
    );
    expect(headers).toEqual([
      ...['content-type', 'application/json', 'x-ratelimit-remaining-requests', '1'],
      ...['anthropic-ratelimit-tokens-limit', '2', 'retry-after', '3', 'request-id', 'r'],
    ]);
  });
});

describe('forwardQuery', () => {
  it('keeps what is listed and drops what could be a credential', () => {
    expect(forwardQuery('https://a/v1/messages', 'beta=true&key=secret')).toBe('https://a/v1/messages?beta=true');
    expect(forwardQuery('https://a/v1?x=1', 'beta=a%26b')).toBe('https://a/v1?x=1&beta=a%26b');
    expect(forwardQuery('https://a/v1', 'key=secret')).toBe('https://a/v1');
    expect(forwardQuery('https://a/v1', '')).toBe('https://a/v1');
  });
});
