import type { Metadata } from 'next';
import { OrganizationsPage } from '../../../account/organizations-page.tsx';
import { Page } from '../../../ui/page.tsx';

export const metadata: Metadata = { title: 'Organizations' };

export default function AccountOrganizationsPage() {
  return (
    <Page title="Organizations" width="narrow">
      <OrganizationsPage />
    </Page>
  );
}
