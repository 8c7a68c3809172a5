import type { Metadata } from 'next';
import { keysAsked } from '../../../../providers/keys-asked.ts';
import { ProvidersPage } from '../../../../providers/providers-page.tsx';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Provider keys' };

export default async function Providers({ params }: { readonly params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  return (
    <Prefetch
      organization={organization}
      queries={(api, ask) => [
        ask(api.providerKeys.list.queryOptions(keysAsked)),
        ask(api.catalog.providers.queryOptions({})),
      ]}
    >
      <ProvidersPage />
    </Prefetch>
  );
}
