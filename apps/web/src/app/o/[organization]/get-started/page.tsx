import type { Metadata } from 'next';
import { type Query, textOf } from '../../../../auth/query-text.ts';
import { GetStarted } from '../../../../get-started/get-started.tsx';
import { Prefetch } from '../../../../server/prefetch.tsx';
import { requireViewer } from '../../../../server/viewer.ts';
import { Page } from '../../../../ui/page.tsx';

export const metadata: Metadata = { title: 'Get started' };

type Props = { readonly params: Promise<{ organization: string }>; readonly searchParams: Promise<Query> };

export default async function GetStartedPage({ params, searchParams }: Props) {
  const [{ organization: slug }, query] = await Promise.all([params, searchParams]);
  const { organizations } = await requireViewer(`/o/${slug}/get-started`);
  const projects = organizations.find((each) => each.slug === slug)?.projects ?? [];
  const project = projects.find((each) => each.slug === query['project']) ?? projects[0];
  return (
    <Page title="Get started" description="Make one call through the gateway and see its receipt: about a minute.">
      <Prefetch
        organization={slug}
        queries={(api, ask) =>
          project === undefined ? [] : [ask(api.calls.list.queryOptions({ projectId: project.id, limit: 1 }))]
        }
      >
        <GetStarted isNew={textOf(query['new']) === '1'} />
      </Prefetch>
    </Page>
  );
}
