import { readTargetHealth } from '../health/read-targets.ts';
import { type Row, rowIn, type World } from '../permissions.test-support.ts';
import { createProject } from '../projects/create.ts';
import { inspectQuality } from '../quality/inspect.ts';
import { resetQuality } from '../quality/reset.ts';
import type { Role } from '../roles.ts';
import type { Services } from '../services.ts';
import { archiveRoute } from './archive.ts';
import { checkRoutePlan } from './check.ts';
import { createRoute } from './create.ts';
import { discardRouteDraft } from './discard-draft.ts';
import { dryRunRoute } from './dry-run.ts';
import { getRoute } from './get.ts';
import { getRouteVersion } from './get-version.ts';
import { listRoutes } from './list.ts';
import { listRouteVersions } from './list-versions.ts';
import { publishRoute } from './publish.ts';
import { renameRoute } from './rename.ts';
import { replayRoute } from './replay.ts';
import { rollBackRoute } from './roll-back.ts';
import { saveRouteDraft } from './save-draft.ts';
import { updateRoute } from './update.ts';

/** A plan of one target. */
export function planOf(model: string) {
  return { strategy: { kind: 'target', provider: 'openai', model } } as const;
}

const explanation = { requestedModel: 'm', resolvedBy: 'route', considered: [] };

/** `services` with a gateway that says where a call would go, and is away for all else. */
export function explaining<Given extends Services>(services: Given): Given {
  const { gateway } = services;
  return {
    ...services,
    gateway: {
      ...gateway,
      request: async (request) =>
        request.path === '/internal/explain'
          ? { status: 200, headers: {}, body: { outcome: 'plan', steps: [], explanation } }
          : gateway.request(request),
    },
  };
}

const all: readonly Role[] = ['owner', 'admin', 'developer', 'viewer', 'billing'];
const builders: readonly Role[] = ['owner', 'admin', 'developer'];

let serial = 0;
function freshName(): string {
  serial += 1;
  return `route-${serial}`;
}

/** The rows of routes and their health. */
export function routeRows(world: World): Row[] {
  const row = rowIn(world);
  const plan = planOf('gpt-4o');
  const projectId = async () => (await createProject(world().services, world().owner, { name: freshName() })).id;
  const route = async () => {
    const made = { projectId: await projectId(), name: freshName(), plan };
    return createRoute(world().services, world().owner, made);
  };
  const id = async () => {
    const made = await route();
    await updateRoute(world().services, world().owner, { id: made.id, plan });
    await saveRouteDraft(world().services, world().owner, { id: made.id, plan });
    return made.id;
  };
  const read = { allowed: all, foreign: 'not_found' } as const;
  const written = { allowed: builders, foreign: 'not_found' } as const;
  return [
    row('quality/inspect', inspectQuality, { ...read, input: async () => ({ projectId: await projectId() }) }),
    row('quality/reset', resetQuality, { ...written, input: async () => ({ projectId: await projectId() }) }),
    row('routes/list', listRoutes, { ...read, input: async () => ({ projectId: await projectId() }) }),
    row('routes/get', getRoute, { ...read, input: async () => ({ id: await id() }) }),
    row('routes/list-versions', listRouteVersions, { ...read, input: async () => ({ id: await id() }) }),
    row('routes/get-version', getRouteVersion, { ...read, input: async () => ({ id: await id(), version: 1 }) }),
    row('routes/create', createRoute, {
      ...written,
      input: async () => ({ projectId: await projectId(), name: freshName(), plan }),
    }),
    row('routes/update', updateRoute, { ...written, input: async () => ({ id: await id(), plan }) }),
    row('routes/save-draft', saveRouteDraft, { ...written, input: async () => ({ id: await id(), plan }) }),
    row('routes/discard-draft', discardRouteDraft, { ...written, input: async () => ({ id: await id() }) }),
    row('routes/publish', publishRoute, { ...written, input: async () => ({ id: await id() }) }),
    row('routes/roll-back', rollBackRoute, { ...written, input: async () => ({ id: await id(), version: 1 }) }),
    row('routes/rename', renameRoute, { ...written, input: async () => ({ id: await id(), name: freshName() }) }),
    row('routes/archive', archiveRoute, {
      ...written,
      input: async () => {
        const made = await route();
        return { id: made.id, confirmName: made.name };
      },
    }),
    row('routes/check', checkRoutePlan, { ...written, input: async () => ({ projectId: await projectId(), plan }) }),
    row('routes/dry-run', dryRunRoute, {
      ...written,
      input: async () => ({ projectId: await projectId(), operation: 'chat' as const, body: {}, plan }),
    }),
    row('routes/replay', replayRoute, { ...written, input: async () => ({ id: await id() }) }),
    row('health/read-targets', readTargetHealth, {
      ...{ allowed: ['owner', 'admin', 'developer', 'viewer'], foreign: 'own' },
      input: () => ({}),
    }),
  ];
}
