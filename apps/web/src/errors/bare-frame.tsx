import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';

/** The frame of pages that know nothing of who looks at them. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-13 items-center justify-between border-b border-line bg-surface px-3 sm:px-4">
        <Link href="/" className="inline-flex items-center gap-2.5 rounded-md font-semibold">
          <Logo className="size-7" />
          Weir
        </Link>
        <ThemeMenu />
      </header>
      <main className="flex-1">{children}</main>
    </div>
  );
}
