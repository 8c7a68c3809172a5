import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { requireRoute } from './require-route.ts';
import { showVersion } from './show-routes.ts';
import { routeVersionView } from './view.ts';

/** One published version of a route with its plan. */
export const getRouteVersion = verb({
  action: 'route.read',
  input: z.strictObject({ id: idField, version: z.int().min(1) }),
  output: routeVersionView,
  async run(context, { id, version }) {
    const own = read(context);
    await requireRoute(own, id);
    const row = await own.routes.version(id, version);
    if (row === undefined) throw notFound('version');
    return showVersion(own, row);
  },
});
