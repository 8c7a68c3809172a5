'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { type DocsGroup, docsPath } from './outline.ts';

/** All pages of the documentation, the one that is shown marked. */
export function DocsNavigation({
  groups,
  onGo,
}: {
  readonly groups: readonly DocsGroup[];
  readonly onGo?: () => void;
}) {
  const path = usePathname();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[href="${path}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [path]);
  return (
    <nav ref={list} aria-label="Documentation" className="grid gap-5">
      {groups.map(({ title, pages }) => (
        <div key={title}>
          <p className="px-2 pb-1 text-xs font-medium text-faint">{title}</p>
          <ul className="grid gap-px">
            {pages.map((page) => {
              const isCurrent = docsPath(page) === path;
              return (
                <li key={page.slug}>
                  <Link
                    href={docsPath(page)}
                    aria-current={isCurrent ? 'page' : undefined}
                    {...(onGo === undefined ? {} : { onClick: onGo })}
                    className={clsx(
                      'block rounded-md px-2 py-1 text-sm focus-visible:outline-offset-[-2px]',
                      isCurrent
                        ? 'bg-accent-soft font-medium text-accent'
                        : 'text-quiet hover:bg-hover hover:text-text',
                    )}
                  >
                    {page.title}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
