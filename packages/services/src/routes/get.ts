import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { requireRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

/** One route with its published plan and its draft. */
export const getRoute = verb({
  action: 'route.read',
  input: z.strictObject({ id: idField }),
  output: routeView,
  async run(context, { id }) {
    const own = read(context);
    return showRoute(own, await requireRoute(own, id));
  },
});
