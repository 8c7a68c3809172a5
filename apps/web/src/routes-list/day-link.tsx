'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useHref } from '../shell/project.ts';
import { useOrganization } from '../shell/viewer.tsx';
import type { RouteRow } from './route-row.ts';

/** A figure of a route's last day that opens what it is made of: its calls, or its cost by model. */
export function DayLink({
  row: { route, traffic },
  page,
  children,
}: {
  readonly row: RouteRow;
  readonly page: 'calls' | 'cost';
  readonly children: ReactNode;
}) {
  const href = useHref();
  const { projects } = useOrganization();
  const project = projects.find(({ id }) => id === route.projectId)?.slug;
  if (traffic === undefined || project === undefined) return children;
  return (
    <Link
      href={href(page, { ...traffic.span, route: route.name, project })}
      prefetch={false}
      className="rounded-sm decoration-line-strong underline-offset-3 hover:text-accent hover:underline"
    >
      {children}
      <span className="sr-only">
        : {page} of {route.name}
      </span>
    </Link>
  );
}
