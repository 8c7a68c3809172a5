'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { setPreference } from './preference-cookie.ts';
import { type Theme, themeOf } from './theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;
const words = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const current = (): Theme => themeOf(document.documentElement.dataset['theme']);

/** Shows the page in `theme` from now on, on this device. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  setPreference('weir.theme', theme);
  for (const listener of listeners) listener();
}

/** The theme of the page. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current, () => 'system');
}

/** Chooses the theme. */
export function ThemeMenu() {
  const theme = useTheme();
  const Icon = icons[theme];
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Theme">
          <Icon className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      {(['system', 'light', 'dark'] as const).map((each) => {
        const Each = icons[each];
        return (
          <MenuItem key={each} onSelect={() => setTheme(each)}>
            <Each className="size-4" aria-hidden="true" />
            {words[each]}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
