'use client';
import { useQuery } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
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

function isMissing(error: unknown): boolean {
  return refusalOf(error).code === 'NOT_FOUND';
}

/** The call is recorded and an attempt of it is not: its cost says so. */
function isPartial({ cost }: ReceiptData): boolean {
  return cost.reason?.endsWith('not recorded yet') ?? false;
}

/** The receipt of a call. A call that is so new that it may still be recorded is asked for again until it is. */
export function useReceipt(callId: string): ReceiptState {
  const api = useTRPC();
  const isCallId = timeOfCallId(callId) !== undefined;
  const { data, error, refetch } = useQuery({
    ...api.calls.receipt.queryOptions({ callId }, { enabled: isCallId }),
    refetchInterval: ({ state }) => {
      const isWaited = state.data === undefined ? isMissing(state.error) : isPartial(state.data);
      if (!isWaited || !mayStillCome(callId, Date.now())) return false;
      return state.errorUpdateCount + state.dataUpdateCount < eagerTries ? eagerMs : patientMs;
    },
  });
  if (data !== undefined) return { kind: 'recorded', receipt: data };
  if (!isCallId) return { kind: 'missing' };
  if (error === null) return { kind: 'reading' };
  if (!isMissing(error)) return { kind: 'failure', error, retry: () => void refetch() };
  return { kind: mayStillCome(callId, Date.now()) ? 'waiting' : 'missing' };
}
