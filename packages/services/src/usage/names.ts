import { readUsageNames as readNames } from '@weir/db/sql/names';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';

const usageNameView = z
  .strictObject({
    id: idField,
    kind: z.enum(['project', 'key', 'member', 'provider_key']),
    name: z.string(),
    slug: z.string().nullable().describe('Of projects.'),
    lastFour: z.string().nullable().describe('Of keys; null where there is none.'),
    isActive: z.boolean().describe('False: archived, revoked, removed or disabled.'),
  })
  .meta({ id: 'UsageName' });

/** What the ids in usage and calls stand for, also those of what is gone: at most 10,000. */
export const readUsageNames = verb({
  action: 'usage.read',
  input: z.strictObject({}),
  output: z.strictObject({ data: z.array(usageNameView), nextCursor: z.null() }),
  async run({ services, actor }) {
    return { data: await readNames(services.sql, actor.organizationId), nextCursor: null };
  },
});
