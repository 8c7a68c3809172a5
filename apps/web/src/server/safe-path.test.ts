import { describe, expect, it } from 'vitest';
import { safePath, safeTarget } from './safe-path.ts';

describe('the path to go to after signing in', () => {
  it.each(['/o/acme/cost?range=30d#top', '/', '/account/sessions'])('may be %s', (path) => {
    expect(safePath(path, '/x')).toBe(path);
  });

  it.each([
    undefined,
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/./%2e//evil.example',
    '/x/..//evil.example',
    '/.\\/evil.example',
    '/\t//evil.example',
    'http:evil.example',
  ])('is never %j', (path) => {
    expect(safePath(path, '/x')).toMatch(/^\/x$|^\/[^/\\]/);
    expect(new URL(safePath(path, '/x'), 'https://weir.example').origin).toBe('https://weir.example');
  });
});

describe('where next-auth goes', () => {
  const origin = 'https://weir.example';

  it.each([
    ['/o/acme/cost?range=30d', `${origin}/o/acme/cost?range=30d`],
    [`${origin}/account`, `${origin}/account`],
    [origin, `${origin}/`],
  ])('%s is %s', (given, target) => {
    expect(safeTarget(given, origin)).toBe(target);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'https://evil.example',
    'https://weir.example.evil.example',
    'https://weir.example@evil.example',
    'http://weir.example',
    'https://weir.example//evil.example',
    'javascript:alert(1)',
    '',
  ])('%j is the front page', (given) => {
    expect(safeTarget(given, origin)).toBe(`${origin}/`);
  });
});
