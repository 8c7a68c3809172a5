'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useOrganization, useTimeZone } from '../shell/viewer.tsx';
import { type Asked, askedBy } from './asked.ts';
import { type Dimension, dimensions } from './dimensions.ts';
import { keptFields } from './pages.ts';
import { ceilQuarter } from './range.ts';
import { type AnalyticState, narrowedTo, readState, writeState } from './state.ts';

export type Analytics = Asked & {
  readonly nowMs: number;
  /** The state with those filters alone that narrow this page: what its numbers are of. */
  readonly applied: AnalyticState;
  /** Changes what is shown, and the URL with it. */
  readonly set: (change: Partial<AnalyticState>) => void;
  /** The path of another analytic page that shows this state with `change`. */
  readonly href: (page: string, change?: Partial<AnalyticState>, more?: Readonly<Record<string, string>>) => string;
};

const Context = createContext<Analytics | undefined>(undefined);
const stepMs = 30_000;

/** The present, from the server's on; it moves on when another quarter of an hour has begun, and questions with it. */
function useNow(serverMs: number): number {
  const [ownMs, setOwnMs] = useState(serverMs);
  useEffect(() => {
    const timer = setInterval(() => {
      setOwnMs((before) => (ceilQuarter(Date.now()) > ceilQuarter(before) ? Date.now() : before));
    }, stepMs);
    return () => clearInterval(timer);
  }, []);
  return Math.max(ownMs, serverMs);
}

/**
 * The fields of the URL, and how to change them. A change is there at once, before the router has noticed it: what was
 * ticked is ticked.
 */
function useFields(): readonly [fields: URLSearchParams, change: (fields: URLSearchParams) => void] {
  const path = usePathname();
  const noticed = useSearchParams().toString();
  const [ahead, setAhead] = useState({ text: noticed, of: noticed });
  if (ahead.of !== noticed) setAhead({ text: noticed, of: noticed });
  const text = ahead.of === noticed ? ahead.text : noticed;
  const fields = useMemo(() => new URLSearchParams(text), [text]);
  const change = useCallback(
    (after: URLSearchParams) => {
      setAhead({ text: after.toString(), of: noticed });
      // The page is the same: nothing has to be rendered by the server again.
      window.history.pushState(null, '', after.size === 0 ? path : `${path}?${after}`);
    },
    [path, noticed],
  );
  return [fields, change];
}

/** Makes the state in the URL known to everything inside. `nowMs` is the moment for which the server asked ahead. */
export function AnalyticsProvider({
  nowMs: serverMs,
  grain = 'plain',
  working = dimensions,
  children,
}: {
  readonly nowMs: number;
  readonly grain?: 'fine' | 'plain';
  /** What the page can be narrowed to, where that is not everything. */
  readonly working?: readonly Dimension[];
  readonly children: ReactNode;
}) {
  const nowMs = useNow(serverMs);
  const timeZone = useTimeZone();
  const { slug, projects } = useOrganization();
  const [shown, change] = useFields();
  const asked = useMemo(() => {
    return askedBy(shown, { clock: { nowMs, timeZone }, projects, grain });
  }, [shown, nowMs, timeZone, projects, grain]);

  const set = useCallback(
    (wanted: Partial<AnalyticState>) => {
      const fields = new URLSearchParams(window.location.search);
      change(writeState(fields, { ...readState(fields), ...wanted }));
    },
    [change],
  );
  const href = useCallback(
    (page: string, wanted: Partial<AnalyticState> = {}, more: Readonly<Record<string, string>> = {}) => {
      const fields = new URLSearchParams(keptFields(shown, { from: 'overview', to: 'calls' }));
      const after = writeState(fields, { ...asked.state, ...wanted });
      for (const [name, value] of Object.entries(more)) after.set(name, value);
      return `/o/${slug}/${page}${after.size === 0 ? '' : `?${after}`}`;
    },
    [shown, asked, slug],
  );
  const applied = useMemo(() => narrowedTo(asked.state, working), [asked, working]);
  const value = useMemo(() => ({ ...asked, nowMs, applied, set, href }), [asked, nowMs, applied, set, href]);
  return <Context value={value}>{children}</Context>;
}

/** What the page's URL asks for. Throws outside of an analytic page. */
export function useAnalytics(): Analytics {
  const analytics = use(Context);
  if (analytics === undefined) throw new Error('This page shows no analytics.');
  return analytics;
}
