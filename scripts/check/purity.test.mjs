import { expect, it } from 'vitest';
import { verdict } from './project.test-support.mjs';
import { rule } from './purity.mjs';

const refused = (text) => verdict(rule, { 'packages/catalog/src/a.ts': text });

it.each([
  `import { readFileSync } from 'node:fs';`,
  `import { readFileSync } from 'fs';`,
  `export const a = Date.now();`,
  `export const a = () => new Date();`,
  `export const a = Date();`,
  `export const a = Math.random();`,
  `export const a = process.env.X;`,
  `export const a = crypto.randomUUID();`,
  `setTimeout(() => 1, 2);`,
  `const clock = performance.now();`,
  `console.log(1);`,
  `globalThis.fetch('x');`,
])('refuses in a pure package: %s', (text) => {
  expect(refused(text)).toHaveLength(1);
});

it.each([
  `import type { Readable } from 'node:stream';`,
  `export const a = new Date(0);`,
  `export const a = (now: number) => Math.floor(now);`,
  `export const a = Buffer.from('x');`,
  `export type A = { process: string; fetch(): void };`,
  `export const a = (b: { process: number }) => b.process;`,
])('lets pass in a pure package: %s', (text) => {
  expect(refused(text)).toEqual([]);
});

it('leaves packages with I/O, and tests, alone', () => {
  expect(verdict(rule, { 'packages/db/src/a.ts': `export const a = Date.now();` })).toEqual([]);
  expect(verdict(rule, { 'packages/catalog/src/a.test.ts': `export const a = Date.now();` })).toEqual([]);
});
