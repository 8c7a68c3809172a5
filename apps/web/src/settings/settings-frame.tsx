'use client';
import type { Action } from '@weir/services/permissions';
import { may } from '@weir/services/permissions';
import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useHref } from '../shell/project.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Page } from '../ui/page.tsx';

const places: readonly { readonly page: string; readonly label: string; readonly needs?: Action }[] = [
  { page: 'settings', label: 'Organization' },
  { page: 'settings/projects', label: 'Projects' },
  { page: 'settings/tokens', label: 'Management tokens', needs: 'management_token.read' },
  { page: 'settings/data', label: 'Data', needs: 'organization.export' },
];

/** Stands around the pages of the settings: their heading and the way between them. */
export function SettingsFrame({ children }: { readonly children: ReactNode }) {
  const { name, slug, role } = useOrganization();
  const path = usePathname();
  const href = useHref();
  return (
    <Page
      title="Settings"
      description={
        <>
          Of the organization {name}. Your own name, password and theme are in{' '}
          <Link className="link" href="/account/profile">
            your account
          </Link>
          .
        </>
      }
    >
      <nav aria-label="Settings" className="border-b border-line">
        <ul className="flex gap-4 overflow-x-auto">
          {places
            .filter(({ needs }) => needs === undefined || may(role, needs))
            .map(({ page, label }) => {
              const isCurrent = path === `/o/${slug}/${page}`;
              return (
                <li key={page}>
                  <Link
                    href={href(page)}
                    aria-current={isCurrent ? 'page' : undefined}
                    className={clsx(
                      '-mb-px block border-b-2 px-0.5 py-2 text-sm font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]',
                      isCurrent ? 'border-accent text-text' : 'border-transparent text-quiet hover:text-text',
                    )}
                  >
                    {label}
                  </Link>
                </li>
              );
            })}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
