import { expect, it } from 'vitest';
import { rule } from './casts.mjs';
import { verdict } from './project.test-support.mjs';

it.each([`const a = b as C;`, `const a = <C>b;`, `const a = b!;`, `const a = b as unknown as C;`])(
  'refuses %s',
  (text) => {
    expect(verdict(rule, { 'packages/db/src/a.ts': text }).length).toBeGreaterThan(0);
    expect(verdict(rule, { 'packages/db/src/a.test.ts': text }).length).toBeGreaterThan(0);
  },
);

it.each([`const a = ['b'] as const;`, `import { a as b } from './c.ts';`, `const a = b satisfies C;`])(
  'lets %s pass',
  (text) => {
    expect(verdict(rule, { 'packages/db/src/a.ts': text })).toEqual([]);
  },
);

it('lets a cast stand in cast.ts, in a helper that states its guarantee', () => {
  const helper = 'export function asC(b: B): C { return b as C; }';
  expect(verdict(rule, { 'packages/db/src/cast.ts': `/** The query selects exactly C. */\n${helper}` })).toEqual([]);
  expect(verdict(rule, { 'packages/db/src/cast.ts': helper })).toHaveLength(1);
});
