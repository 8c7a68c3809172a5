import { expect, it } from 'vitest';
import { rule } from './foreign-words.mjs';
import { verdict } from './project.test-support.mjs';

// Put together here, so that this file itself holds none of them.
const pathOf = (...names) => ['', ...names].join('/');
const registry = ['registry', 'npmjs', 'org'].join('.');

it.each([
  `see ${pathOf('work', 'main', 'x')}`,
  `in ${pathOf('root', '.npm')}`,
  `at ${pathOf('home', 'user', 'x')}`,
  `https://${registry}/x`,
  '<<<<<<< HEAD',
])('refuses the words %s', (text) => {
  expect(verdict(rule, { 'docs/a.md': `one\n${text}\n` })).toHaveLength(1);
  expect(verdict(rule, { 'packages/providers/src/groq/fixtures/a.sse': text })).toEqual([]);
});

it('lets words pass that only look like a path of a machine', () => {
  expect(verdict(rule, { 'docs/a.md': 'GET /v1/work/items, the frame/root/node' })).toEqual([]);
});
