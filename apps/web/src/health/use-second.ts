'use client';
import { useEffect, useState } from 'react';

const stepMs = 1_000;

/**
 * The time of this browser, told anew each second while `isOn` and the page is in sight. Undefined at first: what the
 * server drew is what the browser draws before it goes on by itself.
 */
export function useSecond(isOn: boolean): number | undefined {
  const [nowMs, setNowMs] = useState<number>();
  useEffect(() => {
    if (!isOn) return;
    const tell = () => {
      if (!document.hidden) setNowMs(Date.now());
    };
    const timer = setInterval(tell, stepMs);
    return () => clearInterval(timer);
  }, [isOn]);
  return nowMs;
}
