import type { Metadata } from 'next';
import { HealthPage } from '../../../../health/health-page.tsx';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Health' };

export default async function Health({ params }: { readonly params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  return (
    <Prefetch organization={organization} queries={(api, ask) => [ask(api.routes.health.queryOptions({}))]}>
      <HealthPage />
    </Prefetch>
  );
}
