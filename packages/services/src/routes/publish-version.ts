import type { RouteWithPublished } from '@weir/db/prisma/rows';
import type { RoutePlan } from '@weir/routing/route-plan';
import { uuidv7 } from '@weir/runtime/uuid';
import type { AuditEntry, Write } from '../write.ts';
import type { Doer } from './doers.ts';
import { toStoredPlan } from './require-sound-plan.ts';

export type Publication = {
  readonly plan: RoutePlan;
  readonly note: string | undefined;
  readonly by: Doer;
  /** True: the draft is what is published, so none is left. */
  readonly takesDraft: boolean;
  readonly action: 'route.publish' | 'route.roll_back' | 'route.create';
  readonly detail?: AuditEntry['detail'];
};

/** Adds the next version of a route inside a write and publishes it with the project's document. */
export async function publishVersion(
  { own, audit, affects, nowMs }: Write,
  route: RouteWithPublished,
  { plan, note, by, takesDraft, action, detail }: Publication,
): Promise<RouteWithPublished> {
  const version = (route.publishedVersion ?? 0) + 1;
  const at = new Date(nowMs);
  const published = await own.routes.addVersion({
    id: uuidv7(nowMs),
    routeId: route.id,
    version,
    plan: toStoredPlan(plan),
    note: note === undefined || note === '' ? null : note,
    publishedAt: at,
    publishedByKind: by.kind,
    publishedById: by.id,
  });
  const change = { publishedVersion: version, updatedAt: at, ...(takesDraft ? { draft: null } : {}) };
  const row = await own.routes.update(route.id, change);
  const said = { name: route.name, version, ...(note === undefined ? {} : { note }), ...detail };
  await audit({ action, subjectKind: 'route', subjectId: route.id, detail: said });
  affects(route.projectId);
  return { ...(row ?? route), published };
}
