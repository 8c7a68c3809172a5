import type { Metadata } from 'next';
import { QualityPage } from '../../../../../quality/quality-page.tsx';
import { Prefetch } from '../../../../../server/prefetch.tsx';
import { requireViewer } from '../../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Quality' };

type Props = {
  readonly params: Promise<{ organization: string }>;
  readonly searchParams: Promise<{ project?: string | string[] }>;
};

export default async function Quality({ params, searchParams }: Props) {
  const [{ organization: slug }, { project: chosen }] = await Promise.all([params, searchParams]);
  const viewer = await requireViewer(`/o/${slug}/routes/quality`);
  const projects = viewer.organizations.find((each) => each.slug === slug)?.projects ?? [];
  const project = projects.find((each) => each.slug === chosen) ?? projects[0];
  return (
    <Prefetch
      organization={slug}
      queries={(api, ask) =>
        project === undefined ? [] : [ask(api.routes.quality.queryOptions({ projectId: project.id }))]
      }
    >
      <QualityPage />
    </Prefetch>
  );
}
