import { z } from 'zod';
import { idField, pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { lineOf } from './show-routes.ts';
import { routeLineView } from './view.ts';

/** Routes of a project, newest first. */
export const listRoutes = verb({
  action: 'route.read',
  input: z.strictObject({
    projectId: idField,
    archived: z.boolean().optional().describe('Archived ones too.'),
    ...pageFields,
  }),
  output: pageOf(routeLineView),
  async run(context, { projectId, archived, ...input }) {
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    const page = pageRequest(input);
    const rows = await own.routes.list({ projectId, archived, ...page.query });
    return pageFrom(rows, page.take, await lineOf(own, rows));
  },
});
