'use client';
import { useEffect } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorPage } from './error-page.tsx';

/** What Next hands to an error page: in production the error of a server component has lost its words but kept its digest. */
export type PageError = Error & { readonly digest?: string };

/** A fault of ours: what to do, and what finds it in the log. */
export function WentWrong({ error, onRetry }: { readonly error: PageError; readonly onRetry: () => void }) {
  useEffect(() => {
    document.title = 'Something went wrong · Weir';
  }, []);
  return (
    <ErrorPage
      code="500"
      title="Something went wrong here"
      actions={
        <>
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
          <ButtonLink href="/">Go to the dashboard</ButtonLink>
          <ButtonLink href="/status">Status of this instance</ButtonLink>
        </>
      }
    >
      <p>
        This page could not be made. The gateway is not concerned: it goes on serving and recording calls. If trying
        again does not help, whoever runs this instance finds the reason in the log of the web.
      </p>
      {error.digest !== undefined && (
        <p className="text-sm">
          It stands there under <code className="text-text">{error.digest}</code>.
        </p>
      )}
    </ErrorPage>
  );
}
