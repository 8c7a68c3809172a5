import { listLocalMails } from '@weir/services/mail/list-local-mails';
import { ServiceError } from '@weir/services/service-error';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { ApiProvider } from '../../../client/api.tsx';
import { LocalMailList } from '../../../dev-mail/local-mail-list.tsx';
import { BareFrame } from '../../../errors/bare-frame.tsx';
import { callerOf } from '../../../server/caller.ts';
import { openInstance } from '../../../server/instance.ts';
import { Prefetch } from '../../../server/prefetch.tsx';
import { Page } from '../../../ui/page.tsx';

export const metadata: Metadata = { title: 'Local mail' };

/** Whether this instance shows its mails to whoever asks; see listLocalMails. */
async function isShown(): Promise<boolean> {
  try {
    await listLocalMails(await openInstance(), callerOf(await headers()), {});
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') return false;
    throw error;
  }
}

export default async function LocalMailPage() {
  if (!(await isShown())) notFound();
  const { publicUrl } = await openInstance();
  return (
    <BareFrame>
      <Page
        title="Local mail"
        description="This instance has no mail server: what it would have mailed stands here, for whoever sits at this machine. The newest 200 are kept."
        width="narrow"
      >
        <ApiProvider>
          <Prefetch queries={(api, ask) => [ask(api.auth.localMails.queryOptions({}))]}>
            <LocalMailList origin={new URL(publicUrl).origin} />
          </Prefetch>
        </ApiProvider>
      </Page>
    </BareFrame>
  );
}
