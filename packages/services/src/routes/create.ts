import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { requireActive } from '../projects/require-active.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read, type Write, write } from '../write.ts';
import { doerOf } from './doers.ts';
import { noteField, routeNameField } from './fields.ts';
import { publishVersion } from './publish-version.ts';
import { requireFreeName } from './require-route.ts';
import { requireSoundPlan, toStoredPlan } from './require-sound-plan.ts';
import { showRoute } from './show-routes.ts';
import { planField, routeView } from './view.ts';

/** The document that every gateway holds has all of them in it. */
const routesMax = 200;

async function requireRouteRoom({ own }: Write, projectId: string): Promise<void> {
  if ((await own.routes.count(projectId)) < routesMax) return;
  throw new ServiceError('conflict', `A project has at most ${routesMax} routes: archive one that nobody calls.`);
}

/** Creates a route; its first version is published with it, unless it is to begin as a draft. */
export const createRoute = verb({
  action: 'route.write',
  input: z.strictObject({
    projectId: idField,
    name: routeNameField,
    plan: planField,
    note: noteField,
    draft: z.boolean().optional().describe('True: nothing is published, and nobody can call it yet.'),
  }),
  output: routeView,
  async run(context, { projectId, name, plan, note, draft = false }) {
    requireSoundPlan(plan);
    const by = doerOf(context.actor);
    const { result } = await write(context, async (begun) => {
      const { own, audit, nowMs } = begun;
      await requireActive(own, projectId);
      await requireRouteRoom(begun, projectId);
      await requireFreeName(own, projectId, name);
      const at = new Date(nowMs);
      const row = await own.routes.create({ id: uuidv7(nowMs), projectId, name, createdAt: at });
      const route = { ...row, published: undefined };
      if (!draft) return publishVersion(begun, route, { plan, note, by, takesDraft: false, action: 'route.create' });
      const kept = { plan: toStoredPlan(plan), at, byKind: by.kind, byId: by.id };
      const drafted = await own.routes.update(route.id, { draft: kept, updatedAt: at });
      const detail = { name, draft: true };
      await audit({ action: 'route.create', subjectKind: 'route', subjectId: route.id, detail });
      return { ...(drafted ?? row), published: undefined };
    });
    return showRoute(read(context), result);
  },
});
