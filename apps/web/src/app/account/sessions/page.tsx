import type { Metadata } from 'next';
import { SessionsPage } from '../../../account/sessions-page.tsx';
import { Prefetch } from '../../../server/prefetch.tsx';
import { Page } from '../../../ui/page.tsx';

export const metadata: Metadata = { title: 'Sessions' };

export default function AccountSessionsPage() {
  return (
    <Page title="Sessions" width="narrow">
      <Prefetch queries={(api, ask) => [ask(api.account.sessions.queryOptions({}))]}>
        <SessionsPage />
      </Prefetch>
    </Page>
  );
}
