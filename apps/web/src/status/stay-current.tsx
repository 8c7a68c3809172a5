'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 15_000;

/** Renders the page again from time to time, while somebody looks at it. */
export function StayCurrent() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
