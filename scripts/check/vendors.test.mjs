import { expect, it } from 'vitest';
import { verdict } from './project.test-support.mjs';
import { rule } from './vendors.mjs';

const manifest = (...names) =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, 'catalog:'])) });

it('refuses a vendor outside its door', () => {
  const sources = { 'apps/gateway/package.json': manifest('ioredis', 'bullmq', '@prisma/client', 'undici') };
  const refused = (text) => verdict(rule, { ...sources, 'apps/gateway/src/a.ts': text });
  expect(refused(`import { Redis } from 'ioredis';`)).toEqual([
    'apps/gateway/src/a.ts:1 ioredis is imported by state and queue only',
  ]);
  expect(refused(`import { Queue } from 'bullmq';`)).toHaveLength(1);
  expect(refused(`import type { Prisma } from '@prisma/client/runtime';`)).toHaveLength(1);
  expect(refused(`import { Agent } from 'undici';`)).toHaveLength(1);
  expect(refused(`import { request } from 'node:https';`)).toHaveLength(1);
});

it('lets the door itself, and tests, import the vendor', () => {
  const sources = { 'packages/egress/package.json': manifest('undici') };
  expect(verdict(rule, { ...sources, 'packages/egress/src/a.ts': `import { Agent } from 'undici';` })).toEqual([]);
  expect(verdict(rule, { ...sources, 'packages/egress/src/a.test.ts': `import { Agent } from 'undici';` })).toEqual([]);
});

it('refuses an import that the manifest does not declare, and a development one in the product', () => {
  const development = JSON.stringify({ devDependencies: { zod: 'catalog:' } });
  const text = `import { z } from 'zod';`;
  expect(verdict(rule, { 'packages/db/package.json': '{}', 'packages/db/src/a.ts': text })).toHaveLength(1);
  expect(verdict(rule, { 'packages/db/package.json': development, 'packages/db/src/a.ts': text })).toHaveLength(1);
  expect(verdict(rule, { 'packages/db/package.json': development, 'packages/db/src/a.test.ts': text })).toEqual([]);
});

it('refuses the global fetch, which goes past egress', () => {
  expect(verdict(rule, { 'packages/services/src/a.ts': `await fetch('http://x');` })).toHaveLength(1);
  expect(verdict(rule, { 'packages/services/src/a.ts': `await egress.fetch('x'); // fetch(` })).toEqual([]);
  expect(verdict(rule, { 'apps/cli/src/a.ts': `await fetch('http://127.0.0.1');` })).toEqual([]);
});
