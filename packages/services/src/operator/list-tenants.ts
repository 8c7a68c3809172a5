import { operator } from '@weir/db/prisma/operator';
import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { operatorVerb } from '../verb.ts';
import { readTenantViews } from './read-tenant-views.ts';
import { tenantView } from './tenant-view.ts';

/** Organizations of the instance, newest first: how large each is, nothing of what is in it. */
export const listTenants = operatorVerb({
  input: z.strictObject({
    search: z.string().trim().max(100).optional().describe('A part of the name or the slug.'),
    ...pageFields,
  }),
  output: pageOf(tenantView),
  async run({ services }, { search, ...input }) {
    const page = pageRequest(input);
    const rows = await operator(services.database).tenants({ search, ...page.query });
    const views = await readTenantViews(services, rows);
    return pageFrom(views, page.take, (view) => view);
  },
});
