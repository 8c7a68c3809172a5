import { Prisma, type Route, type RouteVersion } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { RouteWithPublished } from '../rows.ts';
import type { OrganizationScope } from './scope.ts';

/** A draft and who wrote it when. */
export type RouteDraft = {
  readonly plan: Prisma.InputJsonObject;
  readonly at: Date;
  readonly byKind: string;
  readonly byId: string;
};

export type NewRoute = Pick<Route, 'id' | 'projectId' | 'name' | 'createdAt'>;
export type RouteChange = Partial<Pick<Route, 'name' | 'publishedVersion' | 'archivedAt'>> & {
  readonly updatedAt: Date;
  /** Null takes it away. */
  readonly draft?: RouteDraft | null;
};
export type NewRouteVersion = Omit<RouteVersion, 'organizationId' | 'plan'> & { plan: Prisma.InputJsonObject };

function draftColumns(draft: RouteDraft | null) {
  if (draft === null) return { draft: Prisma.DbNull, draftUpdatedAt: null, draftByKind: null, draftById: null };
  const { plan, at, byKind, byId } = draft;
  return { draft: plan, draftUpdatedAt: at, draftByKind: byKind, draftById: byId };
}

/** Routes of one organization's projects, with their versions. */
export function routes({ client, organizationId }: OrganizationScope) {
  const withPublished = async (rows: readonly Route[]): Promise<RouteWithPublished[]> => {
    const wanted = rows.flatMap(({ id, publishedVersion }) =>
      publishedVersion === null ? [] : [{ routeId: id, version: publishedVersion }],
    );
    const where = { organizationId, OR: wanted };
    const found = wanted.length === 0 ? [] : await client.routeVersion.findMany({ where });
    const byRoute = new Map(found.map((version) => [version.routeId, version]));
    return rows.map((row) => ({ ...row, published: byRoute.get(row.id) }));
  };
  return {
    /** Of a project, newest first; archived ones only where asked for. */
    async list({
      projectId,
      archived = false,
      ...page
    }: Page & { projectId: string; archived?: boolean | undefined }): Promise<RouteWithPublished[]> {
      const { where, order } = paged(page);
      const live = archived ? {} : { archivedAt: null };
      return withPublished(
        await client.route.findMany({ where: { organizationId, projectId, ...live, ...where }, ...order }),
      );
    },
    /** Those of a project that can be called, by name. */
    async published(projectId: string): Promise<RouteWithPublished[]> {
      const where = { organizationId, projectId, archivedAt: null, publishedVersion: { not: null } };
      return withPublished(await client.route.findMany({ where, orderBy: { name: 'asc' } }));
    },
    /** Those of a project that are not archived. */
    count(projectId: string): Promise<number> {
      return client.route.count({ where: { organizationId, projectId, archivedAt: null } });
    },
    async get(id: string): Promise<RouteWithPublished | undefined> {
      const rows = await client.route.findMany({ where: { organizationId, id } });
      return (await withPublished(rows))[0];
    },
    /** Of those of a project that are not archived, the one with this name. */
    async byName(projectId: string, name: string): Promise<Route | undefined> {
      const where = { organizationId, projectId, name, archivedAt: null };
      return (await client.route.findFirst({ where })) ?? undefined;
    },
    create(row: NewRoute): Promise<Route> {
      return client.route.create({ data: { ...row, updatedAt: row.createdAt, organizationId } });
    },
    async update(id: string, { draft, ...change }: RouteChange): Promise<Route | undefined> {
      const data = { ...change, ...(draft === undefined ? {} : draftColumns(draft)) };
      return (await client.route.updateManyAndReturn({ where: { organizationId, id }, data }))[0];
    },
    /** Versions of a route, newest first. */
    versions(routeId: string, page: Page = {}): Promise<RouteVersion[]> {
      const { where, order } = paged(page);
      return client.routeVersion.findMany({ where: { organizationId, routeId, ...where }, ...order });
    },
    async version(routeId: string, version: number): Promise<RouteVersion | undefined> {
      return (await client.routeVersion.findFirst({ where: { organizationId, routeId, version } })) ?? undefined;
    },
    addVersion(row: NewRouteVersion): Promise<RouteVersion> {
      return client.routeVersion.create({ data: { ...row, organizationId } });
    },
  };
}
