'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderKeyList } from './use-provider-keys.ts';

/** A key whose trial was begun here: as it was when it began, and whether that is over. */
export type TrialRun = { readonly key: ProviderKey; readonly isUnderWay: boolean };

const lookEveryMs = 350;

/** Runs the trial of a key that is stored, and watches how far it is. */
export function useTrial() {
  const api = useTRPC();
  const list = useProviderKeyList();
  const [run, setRun] = useState<TrialRun>();
  const retry = useMutation(api.providerKeys.retryTrial.mutationOptions());
  const watched = useQuery({
    ...api.providerKeys.get.queryOptions({ id: run?.key.id ?? '' }),
    enabled: run?.isUnderWay === true,
    refetchInterval: lookEveryMs,
    staleTime: 0,
  });
  /** Rejects with what the server refused; the key is stored nonetheless. */
  const start = async (key: ProviderKey) => {
    list.put(key);
    setRun({ key, isUnderWay: true });
    const tried = await retry.mutateAsync({ id: key.id }).catch((error: unknown) => {
      setRun({ key, isUnderWay: false });
      throw error;
    });
    list.put(tried);
    setRun({ key: tried, isUnderWay: false });
    await list.refresh();
  };
  const shown = run === undefined || !run.isUnderWay ? run : { ...run, key: watched.data ?? run.key };
  return { run: shown, start };
}
