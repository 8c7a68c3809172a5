import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { doerOf } from './doers.ts';
import { expectedFields, noteField } from './fields.ts';
import { publishVersion } from './publish-version.ts';
import { refuseStale } from './refuse-stale.ts';
import { requireLiveRoute } from './require-route.ts';
import { requireSoundPlan } from './require-sound-plan.ts';
import { showRoute } from './show-routes.ts';
import { planField, routeView } from './view.ts';

/** Publishes a plan as the route's next version at once; a draft stays a draft. */
export const updateRoute = verb({
  action: 'route.write',
  input: z.strictObject({
    id: idField,
    plan: planField,
    note: noteField,
    expectedVersion: expectedFields.expectedVersion,
  }),
  output: routeView,
  async run(context, { id, plan, note, ...expected }) {
    requireSoundPlan(plan);
    const by = doerOf(context.actor);
    const { result } = await write(context, async (begun) => {
      const route = await requireLiveRoute(begun.own, id);
      await refuseStale(begun.own, route, expected);
      return publishVersion(begun, route, { plan, note, by, takesDraft: false, action: 'route.publish' });
    });
    return showRoute(read(context), result);
  },
});
