import { expect, it } from 'vitest';
import { rule } from './prisma-reach.mjs';
import { verdict } from './project.test-support.mjs';

const chain = {
  'apps/gateway/src/main.ts': `import { open } from '@weir/access/open';`,
  'packages/access/src/open.ts': `import { sql } from '@weir/db/sql/client';`,
  'packages/db/src/sql/client.ts': `export * from './helper.ts';`,
};

it('refuses a chain of any length from the gateway to Prisma', () => {
  const helper = `import { openPrisma } from '../prisma/client.ts';`;
  const found = verdict(rule, { ...chain, 'packages/db/src/sql/helper.ts': helper });
  expect(found).toHaveLength(2);
  expect(found[0]).toContain('packages/db/src/sql/helper.ts > packages/db/src/prisma/client.ts');
});

it('refuses an import of generated code and a dynamic one', () => {
  const generated = `import { PrismaClient } from '../prisma/generated/client.ts';`;
  expect(verdict(rule, { ...chain, 'packages/db/src/sql/helper.ts': generated })).toHaveLength(2);
  const dynamic = `await import('../prisma/client.ts');`;
  expect(verdict(rule, { ...chain, 'packages/db/src/sql/helper.ts': dynamic })).toHaveLength(2);
});

it('lets types pass, which are erased, and packages that may load Prisma', () => {
  const types = `import type { Prisma } from '../prisma/client.ts';`;
  expect(verdict(rule, { ...chain, 'packages/db/src/sql/helper.ts': types })).toEqual([]);
  expect(verdict(rule, { 'packages/services/src/a.ts': `import { x } from '@weir/db/prisma/client';` })).toEqual([]);
});
