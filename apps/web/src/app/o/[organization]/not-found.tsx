import type { Metadata } from 'next';
import { ErrorPage } from '../../../errors/error-page.tsx';
import { OverviewLink } from '../../../errors/overview-link.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundHere() {
  return (
    <ErrorPage code="404" title="There is no such page in this organization" actions={<OverviewLink />}>
      <p>
        What stood here may have been deleted, or it belongs to another organization: change to that one at the top of
        the page.
      </p>
    </ErrorPage>
  );
}
