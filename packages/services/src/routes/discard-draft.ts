import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { read, write } from '../write.ts';
import { expectedFields } from './fields.ts';
import { refuseStale } from './refuse-stale.ts';
import { requireLiveRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

/** Throws the route's draft away. Without a draft nothing changes. */
export const discardRouteDraft = verb({
  action: 'route.write',
  input: z.strictObject({ id: idField, expectedDraftAt: expectedFields.expectedDraftAt }),
  output: routeView,
  async run(context, { id, ...expected }) {
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const route = await requireLiveRoute(own, id);
      await refuseStale(own, route, expected);
      if (route.draft === null) return route;
      const row = await own.routes.update(id, { draft: null, updatedAt: new Date(nowMs) });
      const detail = { name: route.name };
      await audit({ action: 'route.discard_draft', subjectKind: 'route', subjectId: id, detail });
      return { ...route, ...row };
    });
    return showRoute(read(context), result);
  },
});
