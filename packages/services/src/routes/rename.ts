import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { routeNameField } from './fields.ts';
import { requireFreeName, requireLiveRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

/** Gives a route another name. Whoever still calls it by the old one gets `model_not_found` from then on. */
export const renameRoute = verb({
  action: 'route.write',
  input: z.strictObject({ id: idField, name: routeNameField }),
  output: routeView,
  async run(context, { id, name }) {
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const route = await requireLiveRoute(own, id);
      if (route.name === name) return route;
      await requireFreeName(own, route.projectId, name);
      const row = await own.routes.update(id, { name, updatedAt: new Date(nowMs) });
      const warning = `Calls of ${route.name} fail from now on; gateway keys that allow ${route.name} do not allow ${name}.`;
      const detail = { before: route.name, name, warning };
      await audit({ action: 'route.rename', subjectKind: 'route', subjectId: id, detail });
      affects(route.projectId);
      return { ...route, ...row };
    });
    return showRoute(read(context), result);
  },
});
