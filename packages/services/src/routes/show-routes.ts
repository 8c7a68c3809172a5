import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { RouteVersion, RouteWithPublished } from '@weir/db/prisma/rows';
import { routePlan } from '@weir/routing/route-plan';
import { timeOrNull } from '../fields.ts';
import { type Doer, type NameDoer, nameDoers } from './doers.ts';
import type { RouteLine, RouteVersionLine, RouteVersionView, RouteView } from './view.ts';

/** Who wrote the draft of a route; undefined where there is none. */
export function draftedBy({ draftByKind, draftById }: RouteWithPublished): Doer | undefined {
  return draftByKind === null || draftById === null ? undefined : { kind: draftByKind, id: draftById };
}

/** Who published a version. */
export function publishedBy({ publishedByKind, publishedById }: RouteVersion): Doer {
  return { kind: publishedByKind, id: publishedById };
}

function doersOf(row: RouteWithPublished): Doer[] {
  const drafted = draftedBy(row);
  return [
    ...(drafted === undefined ? [] : [drafted]),
    ...(row.published === undefined ? [] : [publishedBy(row.published)]),
  ];
}

function toLine(row: RouteWithPublished, name: NameDoer): RouteLine {
  const { published } = row;
  const drafted = draftedBy(row);
  return {
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    publishedVersion: row.publishedVersion,
    publishedAt: published === undefined ? null : published.publishedAt.toISOString(),
    publishedBy: published === undefined ? null : name(publishedBy(published)),
    plan: published === undefined ? null : routePlan.parse(published.plan),
    hasDraft: row.draft !== null,
    draftUpdatedAt: timeOrNull(row.draftUpdatedAt),
    draftUpdatedBy: drafted === undefined ? null : name(drafted),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: timeOrNull(row.archivedAt),
  };
}

/** How lines of a list show `rows`, with the names of who wrote them. */
export async function lineOf(
  own: OrganizationRepositories,
  rows: readonly RouteWithPublished[],
): Promise<(row: RouteWithPublished) => RouteLine> {
  const name = await nameDoers(own, rows.flatMap(doersOf));
  return (row) => toLine(row, name);
}

/** A route as its members see it. */
export async function showRoute(own: OrganizationRepositories, row: RouteWithPublished): Promise<RouteView> {
  const toView = await lineOf(own, [row]);
  return { ...toView(row), draft: row.draft === null ? null : routePlan.parse(row.draft) };
}

/** How lines of a list show versions. */
export async function versionLineOf(
  own: OrganizationRepositories,
  rows: readonly RouteVersion[],
): Promise<(row: RouteVersion) => RouteVersionLine> {
  const name = await nameDoers(own, rows.map(publishedBy));
  return (row) => {
    const { id, version, note } = row;
    return { id, version, note, publishedAt: row.publishedAt.toISOString(), publishedBy: name(publishedBy(row)) };
  };
}

/** A version with its plan. */
export async function showVersion(own: OrganizationRepositories, row: RouteVersion): Promise<RouteVersionView> {
  const toView = await versionLineOf(own, [row]);
  return { ...toView(row), plan: routePlan.parse(row.plan) };
}
