import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { DocsNavigation } from './docs-navigation.tsx';
import { DocsSearchButton } from './docs-search-button.tsx';
import { DocsSheet } from './docs-sheet.tsx';
import type { DocsGroup } from './outline.ts';

/** What stands around every page of the documentation. It knows nobody: the documentation is public. */
export function DocsFrame({
  groups,
  children,
}: {
  readonly groups: readonly DocsGroup[];
  readonly children: ReactNode;
}) {
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="absolute top-2 left-2 z-[70] -translate-y-16 rounded-md bg-accent-fill px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b border-line bg-surface px-3 sm:px-4">
        <DocsSheet groups={groups} />
        <Link href="/docs" className="inline-flex items-center gap-2.5 rounded-md">
          <Logo />
          <span className="text-lg font-semibold tracking-tight">
            Weir <span className="font-normal text-quiet max-sm:sr-only">documentation</span>
          </span>
        </Link>
        <div className="flex-1" />
        <DocsSearchButton />
        <ThemeMenu />
        <ButtonLink href="/" size="sm" prefetch={false}>
          Dashboard
        </ButtonLink>
      </header>
      <div className="lg:grid lg:grid-cols-[248px_minmax(0,1fr)]">
        <div className="sticky top-13 hidden h-[calc(100dvh-3.25rem)] overflow-y-auto border-r border-line bg-sunken px-3 py-5 lg:block">
          <DocsNavigation groups={groups} />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 bg-ground outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
