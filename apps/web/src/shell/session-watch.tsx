'use client';
import { useEffect } from 'react';
import { goToSignIn } from '../client/api.tsx';

/** Leaves the page as soon as the session is ended elsewhere. */
export function SessionWatch() {
  useEffect(() => {
    const source = new EventSource('/api/live/session');
    source.addEventListener('signed-out', () => {
      source.close();
      goToSignIn();
    });
    return () => source.close();
  }, []);
  return null;
}
