import type { Metadata } from 'next';
import { ModelsPage } from '../../../../models/models-page.tsx';
import { modelsAsked, pricesAsked } from '../../../../models/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';
import { requireViewer } from '../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Models and prices' };

type Props = {
  readonly params: Promise<{ organization: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

export default async function Models({ params, searchParams }: Props) {
  const [{ organization }, fields] = await Promise.all([params, searchParams]);
  const viewer = await requireViewer(`/o/${organization}/models`);
  const projects = viewer.organizations.find(({ slug }) => slug === organization)?.projects ?? [];
  const projectId = projects.find(({ slug }) => slug === fields['project'])?.id;
  return (
    <Prefetch
      organization={organization}
      queries={(api, ask) => [
        ask(api.catalog.models.queryOptions(modelsAsked(projectId))),
        ask(api.catalog.providers.queryOptions({})),
        ask(api.prices.list.queryOptions(pricesAsked)),
      ]}
    >
      <ModelsPage />
    </Prefetch>
  );
}
