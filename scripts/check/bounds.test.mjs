import { expect, it } from 'vitest';
import { bounds, rule } from './bounds.mjs';
import { verdict } from './project.test-support.mjs';

const lines = (count, text = 'go();') => `${text}\n`.repeat(count);
const longFunction = `function f() {\n${lines(bounds.linesOfFunction - 1)}}\n`;

it('refuses a file above its bound and lets one pass at it', () => {
  expect(verdict(rule, { 'a.ts': lines(bounds.linesOfFile) })).toEqual([]);
  expect(verdict(rule, { 'a.ts': lines(bounds.linesOfFile + 1) })).toEqual([
    'a.ts:401 401 lines in a file, at most 400',
  ]);
});

it('refuses a long function but in tests, whose describe holds many', () => {
  expect(verdict(rule, { 'a.ts': longFunction })).toEqual(['a.ts:1 81 lines in a function, at most 80']);
  expect(verdict(rule, { 'a.ts': longFunction.replace('go();\n', '') })).toEqual([]);
  expect(verdict(rule, { 'a.test.ts': longFunction })).toEqual([]);
});

it('refuses a fourth parameter, wherever functions are written', () => {
  const four = '(a, b, c, d)';
  for (const text of [
    `function f${four} {}`,
    `const f = ${four} => a;`,
    `const o = { f${four} {} };`,
    `class C { f${four} {} }`,
  ]) {
    expect(verdict(rule, { 'a.ts': text })).toHaveLength(1);
  }
  expect(verdict(rule, { 'a.ts': 'function f(this: X, a: A, b: B, c: C) {}' })).toEqual([]);
});
