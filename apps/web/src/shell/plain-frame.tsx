'use client';
import clsx from 'clsx';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { AccountMenu } from './account-menu.tsx';
import { Banners } from './banners.tsx';
import { Logo } from './logo.tsx';
import { SessionWatch } from './session-watch.tsx';
import { ThemeMenu } from './theme-menu.tsx';

export type PlainLink = { readonly href: string; readonly label: string };

function Links({ links, label }: { readonly links: readonly PlainLink[]; readonly label: string }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="border-b border-line bg-surface">
      <ul className="mx-auto flex w-full max-w-3xl gap-5 overflow-x-auto px-4 sm:px-6">
        {links.map(({ href, label: words }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? 'page' : undefined}
              className={clsx(
                '-mb-px block border-b-2 px-0.5 py-2.5 text-sm font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]',
                path === href ? 'border-accent text-text' : 'border-transparent text-quiet hover:text-text',
              )}
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What stands around a signed-in page of no organization: the way back, theme and account, and links between its pages. */
export function PlainFrame({
  title,
  links = [],
  children,
}: {
  /** What these pages are about. */
  readonly title: string;
  readonly links?: readonly PlainLink[];
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="absolute top-2 left-2 z-[70] -translate-y-16 rounded-md bg-accent-fill px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 flex h-13 items-center gap-3 border-b border-line bg-surface px-3 sm:px-4">
        <Link href="/" aria-label="Weir" className="rounded-md">
          <Logo className="size-7" />
        </Link>
        <p className="truncate text-base font-semibold">{title}</p>
        <div className="flex-1" />
        <Link
          href="/"
          className="inline-flex h-9 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-quiet hover:bg-hover hover:text-text"
        >
          <ArrowLeft className="size-4" aria-hidden="true" />
          <span className="max-sm:sr-only">Back to the dashboard</span>
        </Link>
        <ThemeMenu />
        <AccountMenu />
      </header>
      <Banners />
      {links.length > 0 && <Links links={links} label={title} />}
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
        {children}
      </main>
      <SessionWatch />
    </div>
  );
}
