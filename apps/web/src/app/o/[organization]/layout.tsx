import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ApiProvider } from '../../../client/api.tsx';
import { requireViewer } from '../../../server/viewer.ts';
import { Frame } from '../../../shell/frame.tsx';
import { OrganizationProvider, ViewerProvider } from '../../../shell/viewer.tsx';

type Props = { readonly children: ReactNode; readonly params: Promise<{ organization: string }> };

export default async function OrganizationLayout({ children, params }: Props) {
  const { organization: slug } = await params;
  const viewer = await requireViewer(`/o/${slug}/overview`);
  const organization = viewer.organizations.find((each) => each.slug === slug);
  if (organization === undefined) notFound();
  const collapsed = (await cookies()).get('weir.narrow')?.value === '1';
  return (
    <ViewerProvider viewer={viewer}>
      <ApiProvider organization={slug}>
        <OrganizationProvider organization={organization}>
          <Frame collapsed={collapsed}>{children}</Frame>
        </OrganizationProvider>
      </ApiProvider>
    </ViewerProvider>
  );
}
