'use client';
import { useSearchParams } from 'next/navigation';
import { useHref } from '../shell/project.ts';
import { listFields } from './list-state.ts';

const ownFields: readonly string[] = [...Object.values(listFields), 'live'];

/** Makes the path of the list of calls, or of a receipt, that keeps all that the list is narrowed to: going back finds it as it was. */
export function useCallsHref(): (callId?: string) => string {
  const href = useHref();
  const shown = useSearchParams();
  const own = Object.fromEntries([...shown].filter(([name]) => ownFields.includes(name)));
  return (callId) => href(callId === undefined ? 'calls' : `calls/${callId}`, own);
}
