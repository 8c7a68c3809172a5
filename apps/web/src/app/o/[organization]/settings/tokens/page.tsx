import type { Metadata } from 'next';
import { Prefetch } from '../../../../../server/prefetch.tsx';
import { tokensOf } from '../../../../../settings/queries.ts';
import { TokenSettings } from '../../../../../settings/token-settings.tsx';

export const metadata: Metadata = { title: 'Management tokens' };

export default async function Settings({ params }: { readonly params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  return (
    <Prefetch organization={organization} queries={(api, _ask, askPages) => [askPages(tokensOf(api))]}>
      <TokenSettings />
    </Prefetch>
  );
}
