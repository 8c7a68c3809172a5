import { expect, it } from 'vitest';
import { rule as docstrings } from './docstrings.mjs';
import { rule as env } from './env.mjs';
import { verdict } from './project.test-support.mjs';
import { rule as versions } from './versions.mjs';

it.each([
  `go(process.env.X);`,
  `go(process['env']);`,
  `const { env } = process;`,
  `import { env } from 'node:process';`,
])('refuses %s outside env.ts', (text) => {
  expect(verdict(env, { 'packages/db/src/a.ts': text })).toHaveLength(1);
  expect(verdict(env, { 'packages/db/src/env.ts': text })).toEqual([]);
  expect(verdict(env, { 'packages/db/src/a.test.ts': text })).toEqual([]);
});

it('refuses an exported function of a package without a docstring', () => {
  const path = 'packages/db/src/a.ts';
  expect(verdict(docstrings, { [path]: 'export function a() {}' })).toHaveLength(1);
  expect(verdict(docstrings, { [path]: 'export const a = () => 1;' })).toHaveLength(1);
  expect(verdict(docstrings, { [path]: '// gives a\nexport function a() {}' })).toHaveLength(1);
  expect(verdict(docstrings, { [path]: '/** Gives a. */\nexport function a() {}\nfunction b() {}' })).toEqual([]);
});

it('refuses a version outside the catalog, and one in it that is not exact', () => {
  const manifest = (version) => ({ 'packages/db/package.json': JSON.stringify({ dependencies: { zod: version } }) });
  expect(verdict(versions, manifest('4.6.7'))).toHaveLength(1);
  expect(verdict(versions, manifest('^4.6.7'))).toHaveLength(1);
  expect(verdict(versions, manifest('catalog:'))).toEqual([]);
  const catalog = (version) => ({ 'pnpm-workspace.yaml': `packages:\n  - apps/*\n\ncatalog:\n  zod: ${version}\n` });
  expect(verdict(versions, catalog('^4.6.7'))).toEqual(['pnpm-workspace.yaml:5 zod is ^4.6.7, not one exact version']);
  expect(verdict(versions, catalog('4.6.7'))).toEqual([]);
});

it('refuses two releases of Node.js', () => {
  const sources = (version) => ({ 'pnpm-workspace.yaml': `catalog:\n  node: 24.21.0\n\nnodeVersion: ${version}\n` });
  expect(verdict(versions, sources('24.20.0'))).toHaveLength(1);
  expect(verdict(versions, sources('24.21.0'))).toEqual([]);
});

it('refuses two releases of pnpm', () => {
  const sources = (version) => ({
    'package.json': JSON.stringify({ packageManager: 'pnpm@12.21.0' }),
    'pnpm-workspace.yaml': `catalog:\n  pnpm: ${version}\n`,
  });
  expect(verdict(versions, sources('12.20.0'))).toHaveLength(1);
  expect(verdict(versions, sources('12.21.0'))).toEqual([]);
});
