'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { takeFirstKey } from '../auth/first-key.ts';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useMay, useOrganization } from '../shell/viewer.tsx';

/** The key of this visit. Its text lives in the memory of the page alone: a reload does not have it. */
export type FirstKey =
  | { readonly state: 'none'; readonly refusal?: string }
  | { readonly state: 'making' }
  | { readonly state: 'made'; readonly key: string; readonly name: string };

const keyName = 'First key';

/** Takes `new` out of the URL, so that neither a reload nor a shared link looks like a first visit. */
function forgetNew(): void {
  const url = new URL(window.location.href);
  url.searchParams.delete('new');
  window.history.replaceState(window.history.state, '', `${url.pathname}${url.search}`);
}

/**
 * A gateway key for the project: made by itself where this tab has just signed up, else when `make` is called.
 * `isExpected` says that the former is likely, so that the page shows its shape at once.
 */
export function useFirstKey(
  projectId: string,
  isExpected: boolean,
): { readonly firstKey: FirstKey; readonly make: () => void } {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const { memberId } = useOrganization();
  const mayMake = useMay('gateway_key.write');
  const [firstKey, setFirstKey] = useState<FirstKey>({ state: isExpected && mayMake ? 'making' : 'none' });
  const { mutateAsync } = useMutation(api.gatewayKeys.create.mutationOptions());
  const make = useCallback(() => {
    setFirstKey({ state: 'making' });
    mutateAsync({ projectId, name: keyName, ownerMemberId: memberId })
      .then(({ key, name }) => {
        setFirstKey({ state: 'made', key, name });
        void queryClient.invalidateQueries({ queryKey: api.gatewayKeys.pathKey() });
      })
      .catch((error: unknown) => setFirstKey({ state: 'none', refusal: refusalOf(error).message }));
  }, [mutateAsync, projectId, memberId, queryClient, api]);
  useEffect(() => {
    if (!isExpected) return;
    forgetNew();
    if (takeFirstKey() && mayMake) make();
    else setFirstKey((before) => (before.state === 'making' ? { state: 'none' } : before));
  }, [isExpected, mayMake, make]);
  return { firstKey, make };
}
