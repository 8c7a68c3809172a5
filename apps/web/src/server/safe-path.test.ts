import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

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
  ])('is never %j', (path) => {
    expect(safePath(path, '/x')).toMatch(/^\/x$|^\/[^/\\]/);
    expect(new URL(safePath(path, '/x'), 'https://weir.example').origin).toBe('https://weir.example');
  });
});
