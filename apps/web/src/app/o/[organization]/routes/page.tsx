import type { Metadata } from 'next';
import { hoursAsked, routesAsked, targetsAsked } from '../../../../routes-list/queries.ts';
import { RoutesPage } from '../../../../routes-list/routes-page.tsx';
import { Prefetch } from '../../../../server/prefetch.tsx';
import { requireViewer } from '../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Routes' };

type Props = {
  readonly params: Promise<{ organization: string }>;
  readonly searchParams: Promise<{ project?: string | string[] }>;
};

export default async function Routes({ params, searchParams }: Props) {
  const [{ organization: slug }, { project: chosen }] = await Promise.all([params, searchParams]);
  const viewer = await requireViewer(`/o/${slug}/routes`);
  const projects = viewer.organizations.find((each) => each.slug === slug)?.projects ?? [];
  const named = projects.filter((project) => project.slug === chosen);
  const nowMs = Date.now();
  return (
    <Prefetch
      organization={slug}
      queries={(api, ask) => [
        ...(named.length === 0 ? projects : named).map(({ id }) => ask(api.routes.list.queryOptions(routesAsked(id)))),
        ask(api.usage.organization.queryOptions(hoursAsked(nowMs))),
        ask(api.usage.organization.queryOptions(targetsAsked(nowMs))),
        ask(api.routes.health.queryOptions({})),
      ]}
    >
      <RoutesPage />
    </Prefetch>
  );
}
