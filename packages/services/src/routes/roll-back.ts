import { routePlan } from '@weir/routing/route-plan';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { doerOf } from './doers.ts';
import { expectedFields, noteField } from './fields.ts';
import { publishVersion } from './publish-version.ts';
import { refuseStale } from './refuse-stale.ts';
import { requireLiveRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

/** Publishes the plan of an earlier version as the next one; no version is taken back. A draft stays a draft. */
export const rollBackRoute = verb({
  action: 'route.write',
  input: z.strictObject({
    id: idField,
    version: z.int().min(1).describe('Whose plan is published again.'),
    note: noteField,
    expectedVersion: expectedFields.expectedVersion,
  }),
  output: routeView,
  async run(context, { id, version, note = `The plan of version ${version} again.`, ...expected }) {
    const by = doerOf(context.actor);
    const { result } = await write(context, async (begun) => {
      const route = await requireLiveRoute(begun.own, id);
      await refuseStale(begun.own, route, expected);
      if (route.publishedVersion === version)
        throw new ServiceError('conflict', `Version ${version} is the published one.`, { field: 'version' });
      const earlier = await begun.own.routes.version(id, version);
      if (earlier === undefined) throw notFound('version');
      const plan = routePlan.parse(earlier.plan);
      const detail = { planOfVersion: version };
      return publishVersion(begun, route, { plan, note, by, takesDraft: false, action: 'route.roll_back', detail });
    });
    return showRoute(read(context), result);
  },
});
