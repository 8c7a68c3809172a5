'use client';
import { type Action, may } from '@weir/services/permissions';
import {
  Building2,
  FolderOpen,
  KeyRound,
  LogOut,
  type LucideIcon,
  Moon,
  Plug,
  ServerCog,
  Split,
  Sun,
  UserPlus,
} from 'lucide-react';
import { elsewhere, navigation } from './navigation.ts';
import { useHref } from './project.ts';
import { signOut } from './sign-out.ts';
import { setTheme } from './theme-menu.tsx';
import { useOrganization, useViewer } from './viewer.tsx';

/** Something that the palette does: go to a path, or run. */
export type PaletteLine = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly act: string | (() => void);
};

export type PaletteGroup = { readonly heading: string; readonly lines: readonly PaletteLine[] };

type Creation = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly page: string;
  /** It has a page of its own; else it is a dialog over `page`. */
  readonly isPage?: boolean;
  readonly needs: Action;
};

const creations: readonly Creation[] = [
  { label: 'New route', icon: Split, page: 'routes/new', isPage: true, needs: 'route.write' },
  { label: 'New gateway key', icon: KeyRound, page: 'keys', needs: 'gateway_key.write' },
  { label: 'New provider key', icon: Plug, page: 'providers', needs: 'provider_key.write' },
  { label: 'Invite a member', icon: UserPlus, page: 'members', needs: 'invitation.write' },
];

const looks: readonly PaletteLine[] = [
  { label: 'Light theme', icon: Sun, act: () => setTheme('light') },
  { label: 'Dark theme', icon: Moon, act: () => setTheme('dark') },
  { label: 'Sign out', icon: LogOut, act: () => void signOut() },
];

/** What the viewer may go to, create and switch to here. */
export function usePaletteGroups(): readonly PaletteGroup[] {
  const href = useHref();
  const { role, slug, projects } = useOrganization();
  const { organizations, user } = useViewer();
  const pages = navigation.flat().filter(({ needs }) => needs === undefined || may(role, needs));
  const operator = { label: 'Operator', icon: ServerCog, act: '/operator' };
  const others = organizations.filter((organization) => organization.slug !== slug);
  return [
    {
      heading: 'Go to',
      lines: [
        ...pages.map(({ page, label, icon }) => ({ label, icon, act: href(page) })),
        ...elsewhere.map(({ page, label, icon }) => ({ label, icon, act: page })),
        ...(user.isOperator ? [operator] : []),
      ],
    },
    {
      heading: 'Create',
      lines: creations
        .filter(({ needs }) => may(role, needs))
        .map(({ label, icon, page, isPage = false }) => ({ label, icon, act: href(page, isPage ? {} : { new: '1' }) })),
    },
    {
      heading: 'Switch',
      lines: [
        ...projects.map((project) => ({
          label: `Project ${project.name}`,
          icon: FolderOpen,
          act: `/o/${slug}/overview?project=${project.slug}`,
        })),
        ...others.map((other) => ({
          label: `Organization ${other.name}`,
          icon: Building2,
          act: `/o/${other.slug}/overview`,
        })),
        ...looks,
      ],
    },
  ];
}
