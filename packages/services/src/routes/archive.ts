import { z } from 'zod';
import { idField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { requireRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

/** Archives a route: nobody can call it any more, its past stays, its name is free. Archiving twice changes nothing. */
export const archiveRoute = verb({
  action: 'route.write',
  input: z.strictObject({ id: idField, confirmName: z.string().max(64).describe("The route's name, typed again.") }),
  output: routeView,
  async run(context, { id, confirmName }) {
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const route = await requireRoute(own, id);
      if (route.name !== confirmName) {
        const said = `confirmName: must be the route's name, ${route.name}.`;
        throw new ServiceError('invalid', said, { field: 'confirmName' });
      }
      if (route.archivedAt !== null) return route;
      const at = new Date(nowMs);
      const row = await own.routes.update(id, { archivedAt: at, updatedAt: at });
      const detail = { name: route.name };
      await audit({ action: 'route.archive', subjectKind: 'route', subjectId: id, detail });
      affects(route.projectId);
      return { ...route, ...row };
    });
    return showRoute(read(context), result);
  },
});
