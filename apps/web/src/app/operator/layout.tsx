import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ApiProvider } from '../../client/api.tsx';
import { requireViewer } from '../../server/viewer.ts';
import { PlainFrame } from '../../shell/plain-frame.tsx';
import { ViewerProvider } from '../../shell/viewer.tsx';

export default async function OperatorLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await requireViewer('/operator');
  // For everybody else there is no such page.
  if (!viewer.user.isOperator) notFound();
  return (
    <ViewerProvider viewer={viewer}>
      <ApiProvider>
        <PlainFrame title="Operator">{children}</PlainFrame>
      </ApiProvider>
    </ViewerProvider>
  );
}
