import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { read, type Write, write } from '../write.ts';
import { routeNameField } from './fields.ts';
import { servedUnder } from './model-of-name.ts';
import { requireFreeName, requireLiveRoute } from './require-route.ts';
import { showRoute } from './show-routes.ts';
import { routeView } from './view.ts';

type Renamed = { readonly projectId: string; readonly before: string; readonly name: string };

/**
 * Lets the gateway keys that allow the old name allow the new one. The old one stays where it is a model's as well, which
 * they allow by it; else it goes, so that a later route of that name is not allowed by it. Gives how many keys.
 */
async function moveKeys({ own, audit }: Write, { projectId, before, name }: Renamed): Promise<number> {
  const keys = (await own.gatewayKeys.live(projectId)).filter(({ allowedModels }) => allowedModels.includes(before));
  if (keys.length === 0) return 0;
  const isModel = (await servedUnder(own, projectId, before)).length > 0;
  const names = isModel ? [before, name] : [name];
  for (const { id, allowedModels } of keys) {
    const moved = allowedModels.flatMap((each) => (each === before ? names : [each]));
    await own.gatewayKeys.update(id, { allowedModels: [...new Set(moved)] });
    const detail = { fields: ['allowedModels'], why: `The route ${before} was renamed to ${name}.` };
    await audit({ action: 'gateway_key.update', subjectKind: 'gateway_key', subjectId: id, detail });
  }
  return keys.length;
}

/**
 * Gives a route another name, also in the gateway keys that allow it. Whoever still calls it by the old one gets
 * `model_not_found` from then on, or the model of that name where there is one.
 */
export const renameRoute = verb({
  action: 'route.write',
  input: z.strictObject({ id: idField, name: routeNameField }),
  output: routeView,
  async run(context, { id, name }) {
    const { result } = await write(context, async (begun) => {
      const { own, audit, affects, nowMs } = begun;
      const route = await requireLiveRoute(own, id);
      if (route.name === name) return route;
      await requireFreeName(own, route.projectId, name);
      const row = await own.routes.update(id, { name, updatedAt: new Date(nowMs) });
      const keys = await moveKeys(begun, { projectId: route.projectId, before: route.name, name });
      const detail = { before: route.name, name, keys, warning: `Calls of ${route.name} fail from now on.` };
      await audit({ action: 'route.rename', subjectKind: 'route', subjectId: id, detail });
      affects(route.projectId);
      return { ...route, ...row };
    });
    return showRoute(read(context), result);
  },
});
