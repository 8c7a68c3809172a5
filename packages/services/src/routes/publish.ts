import { routePlan } from '@weir/routing/route-plan';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { doerOf } from './doers.ts';
import { expectedFields, noteField } from './fields.ts';
import { publishVersion } from './publish-version.ts';
import { refuseStale } from './refuse-stale.ts';
import { requireLiveRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

/** Publishes the route's draft as its next version: it is called from then on. */
export const publishRoute = verb({
  action: 'route.write',
  input: z.strictObject({ id: idField, note: noteField, ...expectedFields }),
  output: routeView,
  async run(context, { id, note, ...expected }) {
    const by = doerOf(context.actor);
    const { result } = await write(context, async (begun) => {
      const route = await requireLiveRoute(begun.own, id);
      await refuseStale(begun.own, route, expected);
      if (route.draft === null) throw new ServiceError('conflict', `${route.name} has no draft to publish.`);
      const plan = routePlan.parse(route.draft);
      return publishVersion(begun, route, { plan, note, by, takesDraft: true, action: 'route.publish' });
    });
    return showRoute(read(context), result);
  },
});
