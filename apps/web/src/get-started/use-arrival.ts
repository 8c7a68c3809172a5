'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useOrganization, type ViewerProject } from '../shell/viewer.tsx';
import { callIdOf } from './live-event.ts';

/** How often the list is asked: seldom while the stream is open, which should tell of a call first. */
const fallbackMs = 2_000;
const besideStreamMs = 10_000;

export type Arrival = {
  /** The newest call from before the page listened; undefined while that is not known, null where there is none. */
  readonly before: string | null | undefined;
  /** The first call since then. */
  readonly callId: string | undefined;
};

/** Ids of calls grow with time: the first one past `before`. */
function isLater(callId: string, before: string | null | undefined): boolean {
  return before !== undefined && (before === null || callId > before);
}

function useStream(project: ViewerProject, onCall: (callId: string) => void): boolean {
  const { slug } = useOrganization();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const source = new EventSource(`/api/live/${slug}/calls?${new URLSearchParams({ project: project.slug })}`);
    source.onopen = () => setOpen(true);
    source.onerror = () => setOpen(false);
    source.addEventListener('call', (event) => {
      const callId = callIdOf(event.data);
      if (callId !== undefined) onCall(callId);
    });
    return () => source.close();
  }, [slug, project.slug, onCall]);
  return isOpen;
}

/** Listens for the next call of the project: by server-sent events, and by asking again and again where they fail. */
export function useArrival(project: ViewerProject): Arrival {
  const api = useTRPC();
  const [before, setBefore] = useState<string | null>();
  const [told, setTold] = useState<string>();
  const isOpen = useStream(project, setTold);
  const [callId, setCallId] = useState<string>();
  const newest = useQuery({
    ...api.calls.list.queryOptions({ projectId: project.id, limit: 1 }),
    refetchInterval: callId !== undefined ? false : isOpen ? besideStreamMs : fallbackMs,
  });
  const listed = newest.data === undefined ? undefined : (newest.data.data[0]?.callId ?? null);
  if (before === undefined && listed !== undefined) setBefore(listed);
  const arrived = [told, listed ?? undefined].find((each) => each !== undefined && isLater(each, before));
  if (callId === undefined && arrived !== undefined) setCallId(arrived);
  return { before, callId };
}
