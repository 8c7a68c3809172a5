import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link in the documentation: within it without a page load, elsewhere as any link. */
export function DocsLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (href.startsWith('/docs')) {
    return (
      <Link href={href} className="link">
        {children}
      </Link>
    );
  }
  return (
    <a href={href} className="link">
      {children}
    </a>
  );
}
