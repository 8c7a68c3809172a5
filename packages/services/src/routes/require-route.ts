import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { RouteWithPublished } from '@weir/db/prisma/rows';
import { requireActive } from '../projects/require-active.ts';
import { notFound, ServiceError } from '../service-error.ts';

/** The route, archived or not. Throws `not_found`. */
export async function requireRoute(own: OrganizationRepositories, id: string): Promise<RouteWithPublished> {
  const route = await own.routes.get(id);
  if (route === undefined) throw notFound('route');
  return route;
}

/** The route, if it can still be changed. Throws `not_found`, or `conflict` when it or its project is archived. */
export async function requireLiveRoute(own: OrganizationRepositories, id: string): Promise<RouteWithPublished> {
  const route = await requireRoute(own, id);
  if (route.archivedAt !== null) throw new ServiceError('conflict', 'The route is archived.');
  await requireActive(own, route.projectId);
  return route;
}

/** Throws `conflict` when another route of the project that can be called has the name. */
export async function requireFreeName(own: OrganizationRepositories, projectId: string, name: string): Promise<void> {
  if ((await own.routes.byName(projectId, name)) === undefined) return;
  throw new ServiceError('conflict', `name: a route of this project is called ${name} already.`, { field: 'name' });
}
