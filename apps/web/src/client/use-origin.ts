'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Where this page was loaded from, such as `https://weir.example.org`; empty until the browser has taken over. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
}
