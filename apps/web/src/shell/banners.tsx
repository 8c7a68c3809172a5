'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useViewer } from './viewer.tsx';

function VerifyBanner() {
  const { user, isMailConfigured } = useViewer();
  const api = useTRPC();
  const request = useMutation(api.account.requestEmailVerification.mutationOptions());
  if (user.emailVerified) return null;
  const where = isMailConfigured ? user.email : 'this instance’s local mail, at /dev/mail';
  return (
    <p className="border-b border-line bg-info-soft px-4 py-2 text-sm sm:px-6" role="status">
      Your e-mail address is not verified.{' '}
      {request.isSuccess ? (
        <>A link is on its way to {where}.</>
      ) : request.isError ? (
        refusalOf(request.error).message
      ) : (
        <button
          type="button"
          className="link font-medium"
          disabled={request.isPending}
          onClick={() => request.mutate({})}
        >
          Send me the link
        </button>
      )}
    </p>
  );
}

/** True while the last answer to any question of this page was that the database or the web is away. */
function useIsAway(): boolean {
  const cache = useQueryClient().getQueryCache();
  const isAway = () => cache.getAll().some(({ state }) => refusalOf(state.error).code === 'SERVICE_UNAVAILABLE');
  return useSyncExternalStore(
    (onChange) => cache.subscribe(onChange),
    isAway,
    () => false,
  );
}

function AwayBanner() {
  if (!useIsAway()) return null;
  return (
    <p className="border-b border-line bg-bad-soft px-4 py-2 text-sm sm:px-6" role="alert">
      The database does not answer. The gateway goes on serving known keys and keeps their usage on its disk; what this
      page shows may be old, and changes cannot be saved until it is back.
    </p>
  );
}

/** What everybody on every page should know now. */
export function Banners() {
  return (
    <>
      <VerifyBanner />
      <AwayBanner />
    </>
  );
}
