'use client';
import { LogOut, MonitorSmartphone, ServerCog, UserRound } from 'lucide-react';
import { Menu, MenuItem, MenuLabel, MenuLink, MenuSeparator } from '../ui/menu.tsx';
import { signOut } from './sign-out.ts';
import { useViewer } from './viewer.tsx';

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0]?.[0], words.length > 1 ? words.at(-1)?.[0] : undefined].join('').toUpperCase();
}

/** The viewer's own things. */
export function AccountMenu() {
  const { user } = useViewer();
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${user.name}`}
          className="ml-1 inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
        >
          {/* A picture, not words: by style, so that it is no part of the button's name. */}
          <span data-initials={initialsOf(user.name)} className="before:content-[attr(data-initials)]" />
        </button>
      }
    >
      <MenuLabel>
        <span className="block max-w-60 truncate text-sm text-text">{user.name}</span>
        <span className="block max-w-60 truncate">{user.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuLink href="/account/profile">
        <UserRound className="size-4" aria-hidden="true" />
        Profile
      </MenuLink>
      <MenuLink href="/account/sessions">
        <MonitorSmartphone className="size-4" aria-hidden="true" />
        Sessions
      </MenuLink>
      {user.isOperator && (
        <MenuLink href="/operator">
          <ServerCog className="size-4" aria-hidden="true" />
          Operator
        </MenuLink>
      )}
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut className="size-4" aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
