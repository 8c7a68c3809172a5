'use client';
import { useEffect, useState } from 'react';

const stepMs = 1_000;

/** The time of this browser, told anew each second while `isOn` and the page is in sight. */
export function useSecond(isOn: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      if (!document.hidden) setNowMs(Date.now());
    }, stepMs);
    return () => clearInterval(timer);
  }, [isOn]);
  return nowMs;
}
