'use client';
import { useMay } from '../shell/viewer.tsx';
import { DeleteCard } from './delete-card.tsx';
import { ExportCard } from './export-card.tsx';
import { RoleNotice } from './role-notice.tsx';

/** What becomes of the organization's data: taken away, or deleted. */
export function DataSettings() {
  const mayExport = useMay('organization.export');
  if (!mayExport) return <RoleNotice action="organization.export" what="download or delete the organization" />;
  return (
    <>
      <ExportCard />
      <DeleteCard />
    </>
  );
}
