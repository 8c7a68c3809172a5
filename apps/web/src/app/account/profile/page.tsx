import type { Metadata } from 'next';
import { ProfilePage } from '../../../account/profile-page.tsx';
import { readInstance } from '../../../auth/read-instance.ts';
import { Prefetch } from '../../../server/prefetch.tsx';
import { Page } from '../../../ui/page.tsx';

export const metadata: Metadata = { title: 'Profile' };

export default async function AccountProfilePage() {
  const { identityProviders } = await readInstance();
  return (
    <Page title="Profile" width="narrow">
      <Prefetch queries={(api, ask) => [ask(api.account.profile.queryOptions({}))]}>
        <ProfilePage identityProviders={identityProviders.map(({ name }) => name)} />
      </Prefetch>
    </Page>
  );
}
