import type { Metadata } from 'next';
import { Prefetch } from '../../../../server/prefetch.tsx';
import { OrganizationSettings } from '../../../../settings/organization-settings.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function Settings({ params }: { readonly params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  return (
    <Prefetch organization={organization} queries={(api, ask) => [ask(api.organization.get.queryOptions({}))]}>
      <OrganizationSettings />
    </Prefetch>
  );
}
