import type { Metadata } from 'next';
import { KeysPage } from '../../../../keys/keys-page.tsx';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Gateway keys' };

export default async function Keys({ params }: { readonly params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  return (
    <Prefetch organization={organization} queries={(api, ask) => [ask(api.gatewayKeys.all.queryOptions({}))]}>
      <KeysPage />
    </Prefetch>
  );
}
