'use client';
import { CircleHelp, Menu as MenuIcon, Search } from 'lucide-react';
import { useState } from 'react';
import { buttonClasses, IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu, MenuLink } from '../ui/menu.tsx';
import { AccountMenu } from './account-menu.tsx';
import { CommandPalette, openPalette } from './command-palette.tsx';
import { elsewhere } from './navigation.ts';
import { NavigationSheet } from './navigation-sheet.tsx';
import { OrganizationSwitcher, ProjectSwitcher } from './switchers.tsx';
import { ThemeMenu } from './theme-menu.tsx';

/** The bar over every page. */
export function TopBar() {
  const [sheetOpen, setSheetOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-1.5 border-b border-line bg-surface px-3 sm:px-4 print:hidden">
      <IconButton label="Open the navigation" className="md:hidden" onClick={() => setSheetOpen(true)}>
        <MenuIcon className="size-4.5" aria-hidden="true" />
      </IconButton>
      <NavigationSheet open={sheetOpen} onOpenChange={setSheetOpen} />
      <div className="flex min-w-0 items-center gap-0.5">
        <OrganizationSwitcher />
        <span aria-hidden="true" className="text-faint">
          /
        </span>
        <ProjectSwitcher />
      </div>
      <div className="flex-1" />
      <button
        type="button"
        onClick={openPalette}
        className={`${buttonClasses({ size: 'sm' })} w-56 justify-between text-quiet max-lg:hidden`}
      >
        <span className="inline-flex items-center gap-2">
          <Search className="size-3.5" aria-hidden="true" />
          Go to, find a call
        </span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <IconButton label="Go to, find a call" className="lg:hidden" onClick={openPalette}>
        <Search className="size-4" aria-hidden="true" />
      </IconButton>
      <Menu
        align="end"
        trigger={
          <IconButton label="Help" className="max-sm:hidden">
            <CircleHelp className="size-4" aria-hidden="true" />
          </IconButton>
        }
      >
        {elsewhere.map(({ page, label, icon: Icon }) => (
          <MenuLink key={page} href={page}>
            <Icon className="size-4" aria-hidden="true" />
            {label}
          </MenuLink>
        ))}
      </Menu>
      <ThemeMenu />
      <AccountMenu />
      <CommandPalette />
    </header>
  );
}
