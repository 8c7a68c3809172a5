import { describe, expect, it } from 'vitest';
import { urlUnder } from './url-under.ts';

describe('the URL of a path under a base URL', () => {
  it.each([
    ['https://host', '/a/b', 'https://host/a/b'],
    ['https://host/', '/a', 'https://host/a'],
    ['https://host/x/?k=1', '/a', 'https://host/x/a?k=1'],
    ['https://host?k=1', '/a?v=2', 'https://host/a?k=1&v=2'],
    ['https://host', '/a?v=2', 'https://host/a?v=2'],
  ])('%s and %s make %s', (baseUrl, path, url) => {
    expect(urlUnder(baseUrl, path)).toBe(url);
  });
});
