import { expect, it } from 'vitest';
import { verdict } from './project.test-support.mjs';
import { rule } from './suppressions.mjs';

it.each([
  '// biome-ignore lint/suspicious/noExplicitAny: later',
  '// @ts-ignore',
  '// @ts-expect-error for now',
  '// @ts-nocheck',
  '/* eslint-disable */',
  '/* v8 ignore next */',
])('refuses the comment %s', (text) => {
  expect(verdict(rule, { 'a.ts': `${text}\ngo();` })).toHaveLength(1);
});

it.each([
  `it.skip('x', () => {});`,
  `describe.only('x', () => {});`,
  `it.todo('x');`,
  `it.concurrent.skip('x', () => {});`,
  `test.skipIf(true)('x', () => {});`,
  `xit('x', () => {});`,
])('refuses the test %s', (text) => {
  expect(verdict(rule, { 'a.test.ts': text })).toHaveLength(1);
});

it('lets the same words pass where they are data', () => {
  expect(verdict(rule, { 'a.test.ts': `const text = '// @ts-ignore'; lines.skip(1); rows.only();` })).toEqual([]);
});
