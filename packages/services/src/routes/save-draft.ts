import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { doerOf } from './doers.ts';
import { expectedFields } from './fields.ts';
import { refuseStale } from './refuse-stale.ts';
import { requireLiveRoute } from './require-route.ts';
import { requireSoundPlan, toStoredPlan } from './require-sound-plan.ts';
import { showRoute } from './show-routes.ts';
import { planField, routeView } from './view.ts';

/** Keeps a plan as the route's draft, in place of the one before. Nothing that is called changes. */
export const saveRouteDraft = verb({
  action: 'route.write',
  input: z.strictObject({ id: idField, plan: planField, ...expectedFields }),
  output: routeView,
  async run(context, { id, plan, ...expected }) {
    requireSoundPlan(plan);
    const by = doerOf(context.actor);
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const route = await requireLiveRoute(own, id);
      await refuseStale(own, route, expected);
      const at = new Date(nowMs);
      const draft = { plan: toStoredPlan(plan), at, byKind: by.kind, byId: by.id };
      const row = await own.routes.update(id, { draft, updatedAt: at });
      const detail = { name: route.name };
      await audit({ action: 'route.save_draft', subjectKind: 'route', subjectId: id, detail });
      return { ...route, ...row };
    });
    return showRoute(read(context), result);
  },
});
