'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useOrganization } from '../shell/viewer.tsx';
import type { CallData } from './call-data.ts';
import { mergeCalls, unknownCalls } from './merge-calls.ts';
import type { callsInput } from './queries.ts';
import { type StreamState, useCallStream } from './use-call-stream.ts';

type Input = ReturnType<typeof callsInput>;

export type LiveCalls = {
  readonly state: StreamState;
  /** What came since the list was read and is to be shown with it. */
  readonly shown: readonly CallData[];
  /** What came while the list was held still. */
  readonly waiting: readonly CallData[];
  /** Shows what waits. */
  readonly release: () => void;
  /** True for a call that came a moment ago. */
  readonly hasArrived: (callId: string) => boolean;
};

type Arrivals = { readonly of: Input; readonly shown: readonly CallData[]; readonly waiting: readonly CallData[] };

/** Lines that are asked for when the first page held nothing but news. */
const catchUpLines = 200;
/** Beyond so many the list is read anew. */
const arrivalsMax = 1_000;
const newMs = 2_400;

/**
 * Follows a list: whenever calls are recorded its first page is asked for with the same filters, and what is new in it
 * is kept. Undefined `input` follows nothing. `listed` is what the list has by itself.
 */
export function useLiveCalls({
  input,
  listed,
  isHeld,
}: {
  readonly input: Input | undefined;
  readonly listed: readonly CallData[] | undefined;
  readonly isHeld: boolean;
}): LiveCalls {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const { slug } = useOrganization();
  const [arrivals, setArrivals] = useState<Arrivals>();
  const arrivedAt = useRef(new Map<string, number>());
  const isCurrent = arrivals !== undefined && arrivals.of === input;
  const { shown, waiting } = isCurrent ? arrivals : { shown: [], waiting: [] };
  const present = useRef({ listed, shown, waiting, isHeld });
  useEffect(() => {
    present.current = { listed, shown, waiting, isHeld };
  });

  const read = useCallback(
    (limit: number | undefined) => {
      const asked = { ...input, ...(limit === undefined ? {} : { limit }) };
      return queryClient.fetchQuery({ ...api.calls.organization.queryOptions(asked), staleTime: 0, gcTime: 0 });
    },
    [api, queryClient, input],
  );
  const catchUp = useCallback(async () => {
    if (input === undefined || present.current.listed === undefined) return;
    const before = present.current;
    const known = new Set([...(before.listed ?? []), ...before.shown, ...before.waiting].map(({ callId }) => callId));
    const first = await read(undefined);
    const isAllNew = first.nextCursor !== null && first.data.every(({ callId }) => !known.has(callId));
    const page = isAllNew ? await read(catchUpLines) : first;
    const news = unknownCalls(page.data, known);
    if (news.length === 0) return;
    if (known.size > 0 && (news.length === page.data.length || before.shown.length + news.length > arrivalsMax)) {
      // More came than is caught up with by pages: the list begins anew.
      setArrivals(undefined);
      return void queryClient.resetQueries(api.calls.organization.infiniteQueryFilter(input));
    }
    for (const { callId } of news) arrivedAt.current.set(callId, Date.now());
    setArrivals((last) => {
      const base = last !== undefined && last.of === input ? last : { of: input, shown: [], waiting: [] };
      return present.current.isHeld
        ? { ...base, waiting: mergeCalls(news, base.waiting) }
        : { ...base, shown: mergeCalls(news, base.shown) };
    });
  }, [api, queryClient, input, read]);
  const onCalls = useCallback(() => void catchUp().catch(() => undefined), [catchUp]);

  const release = useCallback(() => {
    for (const { callId } of present.current.waiting) arrivedAt.current.set(callId, Date.now());
    setArrivals((last) => last && { ...last, shown: mergeCalls(last.waiting, last.shown), waiting: [] });
  }, []);
  useEffect(() => {
    if (!isHeld && waiting.length > 0) release();
  }, [isHeld, waiting.length, release]);

  const project = input?.project?.length === 1 ? input.project[0] : undefined;
  const query = project === undefined ? '' : `?${new URLSearchParams({ project })}`;
  const state = useCallStream(input === undefined ? undefined : `/api/live/${slug}/calls${query}`, onCalls);
  const hasArrived = useCallback((callId: string) => {
    return Date.now() - (arrivedAt.current.get(callId) ?? Number.NEGATIVE_INFINITY) < newMs;
  }, []);
  return useMemo(() => ({ state, shown, waiting, release, hasArrived }), [state, shown, waiting, release, hasArrived]);
}
