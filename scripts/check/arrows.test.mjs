import { expect, it } from 'vitest';
import { arrows, arrowsIn, rule } from './arrows.mjs';
import { verdict } from './project.test-support.mjs';

const app = { 'apps/web/package.json': '{}', 'apps/worker/package.json': '{}' };

it('refuses an import that is not in the table, types included', () => {
  const path = 'packages/protocol/src/a.ts';
  const message = `${path}:1 protocol may not import db`;
  expect(verdict(rule, { [path]: `import { openSql } from '@weir/db/sql/client';` })).toEqual([message]);
  expect(verdict(rule, { [path]: `import type { Sql } from '@weir/db/sql/client';` })).toEqual([message]);
  expect(verdict(rule, { [path]: `export * from '@weir/db/sql/client';` })).toEqual([message]);
  expect(verdict(rule, { [path]: `type A = import('@weir/db/sql/client').Sql;` })).toEqual([message]);
  expect(verdict(rule, { [path]: `await import('@weir/db/sql/client');` })).toEqual([message]);
});

it('lets an import pass that is in the table', () => {
  expect(verdict(rule, { 'packages/catalog/src/a.ts': `import { x } from '@weir/protocol/usage';` })).toEqual([]);
});

it('refuses a relative path out of the package and a package that imports itself by name', () => {
  const path = 'packages/catalog/src/a.ts';
  expect(verdict(rule, { [path]: `import { x } from '../../protocol/src/usage.ts';` })).toHaveLength(1);
  expect(verdict(rule, { [path]: `import { x } from '@weir/catalog/cost';` })).toHaveLength(1);
});

it('keeps @weir/testing to tests, and apps apart even there', () => {
  const text = `import { x } from '@weir/testing/services';`;
  expect(verdict(rule, { 'packages/db/src/a.ts': text })).toEqual(['packages/db/src/a.ts:1 db may not import testing']);
  expect(verdict(rule, { 'packages/db/src/a.test.ts': text })).toEqual([]);
  expect(verdict(rule, { ...app, 'apps/web/src/a.test.ts': `import '@weir/worker/src/main.ts';` })).toHaveLength(1);
});

it('refuses a manifest that depends against the table', () => {
  const manifest = JSON.stringify({ dependencies: { '@weir/db': 'workspace:*' } });
  expect(verdict(rule, { 'apps/gateway/package.json': manifest })).toHaveLength(1);
});

it('refuses a document whose arrows say something else', () => {
  expect(
    arrowsIn('protocol -> -      catalog -> protocol\nqueue -> runtime, protocol blobs -> runtime, egress'),
  ).toEqual({
    protocol: [],
    catalog: ['protocol'],
    queue: ['runtime', 'protocol'],
    blobs: ['runtime', 'egress'],
  });
  expect(verdict(rule, { 'docs/ARCHITECTURE.md': 'queue -> runtime, protocol' })).toEqual([]);
  expect(verdict(rule, { 'docs/ARCHITECTURE.md': 'queue -> runtime, db' })).toHaveLength(1);
});

it('has no cycle in its table, so packages cannot import each other in a ring', () => {
  const below = (name, above) => {
    expect(above).not.toContain(name);
    for (const next of arrows[name]) below(next, [...above, name]);
  };
  for (const name of Object.keys(arrows)) below(name, []);
});
