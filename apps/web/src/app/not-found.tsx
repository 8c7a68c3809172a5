import type { Metadata } from 'next';
import { BareFrame } from '../errors/bare-frame.tsx';
import { ErrorPage } from '../errors/error-page.tsx';
import { ButtonLink } from '../ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <BareFrame>
      <ErrorPage
        code="404"
        title="There is no such page"
        actions={
          <>
            <ButtonLink href="/" look="primary">
              Go to the dashboard
            </ButtonLink>
            <ButtonLink href="/docs">Documentation</ButtonLink>
          </>
        }
      >
        <p>The address may be mistyped, or what stood here was moved or deleted.</p>
      </ErrorPage>
    </BareFrame>
  );
}
