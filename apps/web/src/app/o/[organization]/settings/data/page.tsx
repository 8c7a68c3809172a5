import type { Metadata } from 'next';
import { DataSettings } from '../../../../../settings/data-settings.tsx';

export const metadata: Metadata = { title: 'Data' };

export default function Settings() {
  return <DataSettings />;
}
