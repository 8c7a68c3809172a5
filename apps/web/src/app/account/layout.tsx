import type { ReactNode } from 'react';
import { ApiProvider } from '../../client/api.tsx';
import { requireViewer } from '../../server/viewer.ts';
import { PlainFrame } from '../../shell/plain-frame.tsx';
import { ViewerProvider } from '../../shell/viewer.tsx';

const links = [
  { href: '/account/profile', label: 'Profile' },
  { href: '/account/sessions', label: 'Sessions' },
  { href: '/account/organizations', label: 'Organizations' },
];

export default async function AccountLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await requireViewer('/account/profile');
  return (
    <ViewerProvider viewer={viewer}>
      <ApiProvider>
        <PlainFrame title="Account" links={links}>
          {children}
        </PlainFrame>
      </ApiProvider>
    </ViewerProvider>
  );
}
