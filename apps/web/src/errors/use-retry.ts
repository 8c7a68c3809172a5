'use client';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';

/** Asks the server for the page anew, and shows what comes instead of the error. */
export function useRetry(reset: () => void): () => void {
  const router = useRouter();
  return () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
}
