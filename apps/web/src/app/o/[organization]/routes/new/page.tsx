import type { Metadata } from 'next';
import { NewRoutePage } from '../../../../../routes/new-route-page.tsx';
import { Prefetch } from '../../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'New route' };

type Props = { readonly params: Promise<{ organization: string }> };

export default async function NewRoute({ params }: Props) {
  const { organization } = await params;
  return (
    <Prefetch organization={organization} queries={() => []}>
      <NewRoutePage />
    </Prefetch>
  );
}
