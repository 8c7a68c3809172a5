'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Changes fields of the page's query in place: nothing is asked of the server, nothing scrolls. Undefined takes one away. */
export function setUrlFields(fields: Readonly<Record<string, string | undefined>>): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  window.history.replaceState(null, '', url);
}

/** A field of the page's query, and how it is changed. */
export function useUrlField(name: string): readonly [string | undefined, (value: string | undefined) => void] {
  const value = useSearchParams().get(name) ?? undefined;
  const set = useCallback((next: string | undefined) => setUrlFields({ [name]: next }), [name]);
  return [value, set];
}
