import type { Metadata } from 'next';
import { RouteEditorPage } from '../../../../../routes/route-editor-page.tsx';
import { Prefetch } from '../../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Route' };

type Props = { readonly params: Promise<{ organization: string; routeId: string }> };

export default async function RoutePage({ params }: Props) {
  const { organization, routeId } = await params;
  return (
    <Prefetch
      organization={organization}
      queries={(api, ask) => [
        ask(api.routes.get.queryOptions({ id: routeId })),
        ask(api.catalog.providers.queryOptions({})),
      ]}
    >
      <RouteEditorPage routeId={routeId} />
    </Prefetch>
  );
}
