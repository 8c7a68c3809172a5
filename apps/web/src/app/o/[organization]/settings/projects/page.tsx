import type { Metadata } from 'next';
import { Prefetch } from '../../../../../server/prefetch.tsx';
import { ProjectSettings } from '../../../../../settings/project-settings.tsx';
import { projectsOf } from '../../../../../settings/queries.ts';

export const metadata: Metadata = { title: 'Projects' };

export default async function Settings({ params }: { readonly params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  return (
    <Prefetch organization={organization} queries={(api, _ask, askPages) => [askPages(projectsOf(api))]}>
      <ProjectSettings />
    </Prefetch>
  );
}
