import type { ReactNode } from 'react';
import { SettingsFrame } from '../../../../settings/settings-frame.tsx';

export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return <SettingsFrame>{children}</SettingsFrame>;
}
