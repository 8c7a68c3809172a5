import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { RouteWithPublished } from '@weir/db/prisma/rows';
import { ServiceError } from '../service-error.ts';
import { type Doer, nameDoers } from './doers.ts';
import { draftedBy, publishedBy } from './show-routes.ts';

/** What the caller saw last; a field that is absent is not compared. */
export type Expected = {
  readonly expectedVersion?: number | undefined;
  readonly expectedDraftAt?: string | null | undefined;
};

async function words(own: OrganizationRepositories, doer: Doer | undefined, at: Date | null): Promise<string> {
  if (doer === undefined || at === null) return 'somebody else';
  const name = (await nameDoers(own, [doer]))(doer).name ?? `${doer.kind} ${doer.id}`;
  return `${name} at ${at.toISOString()}`;
}

function conflict(message: string, field: string): ServiceError {
  return new ServiceError('conflict', message, { field });
}

async function refuseStaleVersion(own: OrganizationRepositories, route: RouteWithPublished, expected: number) {
  const { publishedVersion, published } = route;
  if ((publishedVersion ?? 0) === expected) return;
  const doer = published === undefined ? undefined : publishedBy(published);
  const by = await words(own, doer, published?.publishedAt ?? null);
  const now = publishedVersion === null ? 'is not published' : `is at version ${publishedVersion}, published by ${by}`;
  const from = expected === 0 ? 'no version' : `version ${expected}`;
  throw conflict(
    `${route.name} ${now}. You went out from ${from}: look at what changed, then try again.`,
    'expectedVersion',
  );
}

/** Whoever took a draft away stands in the audit log alone. */
async function goneWords(own: OrganizationRepositories, { id }: RouteWithPublished): Promise<string> {
  const [line] = await own.auditLines.list({ subjectKind: 'route', subjectId: id, take: 1 });
  return words(own, line && { kind: line.actorKind, id: line.actorId }, line?.at ?? null);
}

async function refuseStaleDraft(own: OrganizationRepositories, route: RouteWithPublished, expected: string | null) {
  const at = route.draftUpdatedAt;
  if ((at?.getTime() ?? null) === (expected === null ? null : Date.parse(expected))) return;
  const said =
    at === null
      ? `The draft of ${route.name} was published or discarded by ${await goneWords(own, route)}.`
      : `The draft of ${route.name} was saved by ${await words(own, draftedBy(route), at)}.`;
  throw conflict(`${said} Look at what changed, then try again.`, 'expectedDraftAt');
}

/** Throws `conflict`, saying who and when, where somebody has changed the route since the caller looked at it. */
export async function refuseStale(
  own: OrganizationRepositories,
  route: RouteWithPublished,
  { expectedVersion, expectedDraftAt }: Expected,
): Promise<void> {
  if (expectedVersion !== undefined) await refuseStaleVersion(own, route, expectedVersion);
  if (expectedDraftAt !== undefined) await refuseStaleDraft(own, route, expectedDraftAt);
}
