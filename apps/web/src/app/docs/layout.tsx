import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DocsFrame } from '../../docs/docs-frame.tsx';
import { docsGroups } from '../../docs/outline.ts';
import { referencePages } from '../../docs/reference/pages.ts';

export const metadata: Metadata = { title: { default: 'Documentation', template: '%s · Weir documentation' } };

export default function DocsLayout({ children }: { readonly children: ReactNode }) {
  return <DocsFrame groups={docsGroups(referencePages())}>{children}</DocsFrame>;
}
