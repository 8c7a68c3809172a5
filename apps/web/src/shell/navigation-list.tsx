'use client';
import { may } from '@weir/services/permissions';
import clsx from 'clsx';
import { ServerCog } from 'lucide-react';
import Link from 'next/link';
import { Logo } from './logo.tsx';
import { type NavigationItem, navigation } from './navigation.ts';
import { useCurrentPage, useHref } from './project.ts';
import { useOrganization, useViewer } from './viewer.tsx';

function Item({
  item: { label, icon: Icon },
  href,
  current,
  collapsed,
  onGo,
}: {
  readonly item: NavigationItem;
  readonly href: string;
  readonly current: boolean;
  readonly collapsed: boolean;
  readonly onGo?: (() => void) | undefined;
}) {
  return (
    <li>
      <Link
        href={href}
        title={collapsed ? label : undefined}
        aria-current={current ? 'page' : undefined}
        {...(onGo === undefined ? {} : { onClick: onGo })}
        className={clsx(
          'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors focus-visible:outline-offset-[-2px]',
          current ? 'bg-accent-soft font-medium text-accent' : 'text-quiet hover:bg-hover hover:text-text',
          collapsed && 'justify-center',
        )}
      >
        <Icon aria-hidden="true" className="size-4 shrink-0" />
        <span className={collapsed ? 'sr-only' : 'truncate'}>{label}</span>
      </Link>
    </li>
  );
}

/** The pages that the viewer's role may see. */
export function NavigationList({
  collapsed = false,
  onGo,
}: {
  readonly collapsed?: boolean;
  readonly onGo?: () => void;
}) {
  const { role } = useOrganization();
  const { user } = useViewer();
  const href = useHref();
  const page = useCurrentPage();
  const operator = { page: '/operator', label: 'Operator', icon: ServerCog };
  return (
    <nav aria-label="Pages" className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <Link
        href={href('overview')}
        aria-label="Weir, overview"
        className={clsx(
          'flex h-13 shrink-0 items-center gap-2.5 px-4 focus-visible:outline-offset-[-4px]',
          collapsed && 'justify-center px-0',
        )}
      >
        <Logo />
        {!collapsed && <span className="text-lg font-semibold tracking-tight">Weir</span>}
      </Link>
      <div className="grid gap-3 px-2 pt-1 pb-4">
        {navigation.map((group) => (
          <ul key={group[0]?.page} className="grid gap-0.5 border-t border-line pt-3 first:border-0 first:pt-0">
            {group
              .filter(({ needs }) => needs === undefined || may(role, needs))
              .map((item) => (
                <Item
                  key={item.page}
                  item={item}
                  href={href(item.page)}
                  current={item.page === page}
                  collapsed={collapsed}
                  onGo={onGo}
                />
              ))}
          </ul>
        ))}
        {user.isOperator && (
          <ul className="grid gap-0.5 border-t border-line pt-3">
            <Item item={operator} href="/operator" current={false} collapsed={collapsed} onGo={onGo} />
          </ul>
        )}
      </div>
    </nav>
  );
}
