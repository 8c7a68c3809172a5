'use client';
import { setTheme, useTheme } from '../shell/theme-menu.tsx';
import { Card } from '../ui/card.tsx';
import { Segmented } from '../ui/segmented.tsx';

const choices = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** How the pages look on this device. */
export function ThemeCard() {
  const theme = useTheme();
  return (
    <Card title="Theme" description="On this device.">
      <Segmented label="Theme" choices={choices} value={theme} onChange={setTheme} />
    </Card>
  );
}
