'use client';
import clsx from 'clsx';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Banners } from './banners.tsx';
import { NavigationList } from './navigation-list.tsx';
import { setPreference } from './preference-cookie.ts';
import { RememberOrganization } from './remember-organization.tsx';
import { SessionWatch } from './session-watch.tsx';
import { TopBar } from './top-bar.tsx';
import { useOrganization } from './viewer.tsx';

/** What stands around every page of an organization: navigation at the left, switchers and account above. */
export function Frame({ children, collapsed: initial }: { readonly children: ReactNode; readonly collapsed: boolean }) {
  const [collapsed, setCollapsed] = useState(initial);
  const { slug } = useOrganization();
  const toggle = () => {
    // The server renders the next page in the same width, so that nothing jumps.
    setPreference('weir.narrow', collapsed ? '' : '1');
    setCollapsed(!collapsed);
  };
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <div
      className={clsx(
        'grid min-h-dvh grid-cols-1 print:block',
        collapsed ? 'md:grid-cols-[56px_minmax(0,1fr)]' : 'md:grid-cols-[208px_minmax(0,1fr)]',
      )}
    >
      <a
        href="#content"
        className="absolute top-2 left-2 z-[70] -translate-y-16 rounded-md bg-accent-fill px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-sunken md:flex print:hidden">
        <NavigationList collapsed={collapsed} />
        <div className="border-t border-line p-2">
          <IconButton size="sm" label={collapsed ? 'Widen the navigation' : 'Narrow the navigation'} onClick={toggle}>
            <Toggle className="size-4" aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      <div className="flex min-w-0 flex-col">
        <TopBar />
        <Banners />
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
      <SessionWatch />
      <RememberOrganization slug={slug} />
    </div>
  );
}
