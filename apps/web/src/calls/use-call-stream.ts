'use client';
import { useEffect, useState } from 'react';

/** How the stream of recorded calls stands. */
export type StreamState = 'off' | 'connecting' | 'open' | 'broken';

const retryMs = 5_000;
const gatherMs = 600;

/** Runs `work` soon, once for all that happens meanwhile. */
function gathered(work: () => void): { readonly hint: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    work();
  };
  return {
    hint: () => {
      timer ??= setTimeout(run, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Listens at `path` (undefined: not at all) for calls that are recorded, and says so by `onCalls`: also when the stream
 * is open again after a break, and now and then while it cannot be had.
 */
export function useCallStream(path: string | undefined, onCalls: () => void): StreamState {
  const [state, setState] = useState<StreamState>('off');
  useEffect(() => {
    if (path === undefined) return;
    setState('connecting');
    const { hint, stop } = gathered(onCalls);
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(path);
      source.addEventListener('call', hint);
      source.onopen = () => {
        setState('open');
        hint();
      };
      source.onerror = () => {
        setState('broken');
        // The browser connects again by itself, unless it was refused.
        if (source?.readyState !== EventSource.CLOSED) return;
        hint();
        again = setTimeout(open, retryMs);
      };
    };
    open();
    return () => {
      stop();
      clearTimeout(again);
      source?.close();
      setState('off');
    };
  }, [path, onCalls]);
  return state;
}
