import { z } from 'zod';
import { idField, pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { requireRoute } from './require-route.ts';
import { versionLineOf } from './show-routes.ts';
import { routeVersionLineView } from './view.ts';

/** Published versions of a route, newest first. */
export const listRouteVersions = verb({
  action: 'route.read',
  input: z.strictObject({ id: idField, ...pageFields }),
  output: pageOf(routeVersionLineView),
  async run(context, { id, ...input }) {
    const own = read(context);
    await requireRoute(own, id);
    const page = pageRequest(input);
    const rows = await own.routes.versions(id, page.query);
    return pageFrom(rows, page.take, await versionLineOf(own, rows));
  },
});
