'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * False in the HTML of the server, true once the page runs. A form with a password waits for it: until then the browser
 * itself would send the form, and put what was typed into a URL.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
