'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { mayStillCome, timeOfCallId } from './call-id.ts';
import type { ReceiptData } from './receipt-data.ts';

/** What there is of a receipt: all of it, nothing yet, nothing at all, or a failure to read it. */
export type ReceiptState =
  | { readonly kind: 'recorded'; readonly receipt: ReceiptData }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failure'; readonly error: unknown; readonly retry: () => void }
  | { readonly kind: 'reading' };

const eagerMs = 1_000;
const eagerTries = 30;
const patientMs = 5_000;

/** The call is recorded and an attempt of it is not: its cost says so. */
function isPartial({ cost }: ReceiptData): boolean {
  return cost.reason?.endsWith('not recorded yet') ?? false;
}

/** The receipt of a call. A call that is so new that it may still be recorded is asked for again until it is. */
export function useReceipt(callId: string): ReceiptState {
  const api = useTRPC();
  const isCallId = timeOfCallId(callId) !== undefined;
  const { data, error, refetch } = useQuery({
    ...api.calls.findReceipt.queryOptions({ callId }, { enabled: isCallId }),
    refetchInterval: ({ state }) => {
      const found = state.data?.receipt;
      const isWaited = found === null || (found !== undefined && isPartial(found));
      if (!isWaited || !mayStillCome(callId, Date.now())) return false;
      return state.dataUpdateCount < eagerTries ? eagerMs : patientMs;
    },
  });
  if (!isCallId) return { kind: 'missing' };
  if (data === undefined)
    return error === null ? { kind: 'reading' } : { kind: 'failure', error, retry: () => void refetch() };
  if (data.receipt !== null) return { kind: 'recorded', receipt: data.receipt };
  return { kind: mayStillCome(callId, Date.now()) ? 'waiting' : 'missing' };
}
