import { expect, it } from 'vitest';
import { rule } from './foreign-words.mjs';
import { verdict } from './project.test-support.mjs';

it.each(['see /work/main/x', 'in /root/.npm', 'at /home/ann/x', 'https://registry.npmjs.org/x', '<<<<<<< HEAD'])(
  'refuses the words %s',
  (text) => {
    expect(verdict(rule, { 'docs/a.md': `one\n${text}\n` })).toHaveLength(1);
    expect(verdict(rule, { 'packages/providers/src/groq/fixtures/a.sse': text })).toEqual([]);
  },
);

it('lets words pass that only look like a path of a machine', () => {
  expect(verdict(rule, { 'docs/a.md': 'GET /v1/work/items, ./work/x, the frame/root/node' })).toEqual([]);
});
