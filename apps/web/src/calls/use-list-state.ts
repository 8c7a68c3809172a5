'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { setUrlFields } from '../client/url-field.ts';
import { type ListState, listFieldsOf, readListState } from './list-state.ts';

/** What narrows the list of calls by itself, and how that is changed. */
export function useListState(): readonly [ListState, (change: Partial<ListState>) => void] {
  const shown = useSearchParams();
  const state = useMemo(() => readListState(new URLSearchParams(shown)), [shown]);
  const set = useCallback((change: Partial<ListState>) => {
    const present = readListState(new URLSearchParams(window.location.search));
    setUrlFields(listFieldsOf({ ...present, ...change }));
  }, []);
  return [state, set];
}
