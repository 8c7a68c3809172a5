'use client';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { ReplayReport } from '@weir/services/routes/replay-view';
import { useEffect, useRef, useState } from 'react';
import { useOrganization } from '../shell/viewer.tsx';
import { askReplay, type ReplayProgress } from './ask-replay.ts';

/** Where a replay stands. What it came to stays in sight until the next one ends. */
export type ReplayRun =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: ReplayProgress | undefined }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/** A report and what it was made for. */
export type ShownReport = { readonly report: ReplayReport; readonly of: string };

type Wanted = {
  readonly routeId: string;
  readonly plan: RoutePlan;
  readonly days: number;
  readonly calls: 'route' | 'project';
  /** Tells whether the report is of what is asked for now. */
  readonly of: string;
};

/** Runs a replay at a time; it ends with the page. */
export function useReplay() {
  const { slug } = useOrganization();
  const [run, setRun] = useState<ReplayRun>({ kind: 'idle' });
  const [shown, setShown] = useState<ShownReport>();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const start = async ({ of, ...wanted }: Wanted) => {
    leaving.current?.abort();
    const own = new AbortController();
    leaving.current = own;
    setRun({ kind: 'running', progress: undefined });
    const end = await askReplay({
      ...wanted,
      organization: slug,
      signal: own.signal,
      onProgress: (progress) => {
        if (!own.signal.aborted) setRun({ kind: 'running', progress });
      },
    });
    if (leaving.current !== own) return;
    if (end.kind !== 'report') return setRun(end);
    setShown({ report: end.report, of });
    setRun({ kind: 'idle' });
  };
  return { run, shown, start, stop: () => leaving.current?.abort() };
}
