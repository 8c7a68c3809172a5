'use client';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { gatewayNow, useHealth } from '../health/use-health.ts';
import { useProject } from '../shell/project.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { hoursAsked, routeRows, routesAsked, targetsAsked } from './queries.ts';
import type { RouteRow } from './route-row.ts';

export type Routes = {
  /** Undefined while on the way. */
  readonly rows: readonly RouteRow[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
};

const dayEveryMs = 60_000;

/** The time, anew each minute: a page that stays open shows the last day of now. */
function useMinute(): number {
  const [atMs, setAtMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setAtMs(Date.now()), dayEveryMs);
    return () => clearInterval(timer);
  }, []);
  return atMs;
}

/** The routes of the project that the page names, else of all, each with its last day and how its targets are now. */
export function useRoutes(): Routes {
  const api = useTRPC();
  const { projects } = useOrganization();
  const project = useProject();
  const shown = project === undefined ? projects : [project];
  const lists = useQueries({ queries: shown.map(({ id }) => api.routes.list.queryOptions(routesAsked(id))) });
  const atMs = useMinute();
  const often = { refetchInterval: dayEveryMs, placeholderData: keepPreviousData };
  const hours = useQuery({ ...api.usage.organization.queryOptions(hoursAsked(atMs)), ...often }).data;
  const targets = useQuery({ ...api.usage.organization.queryOptions(targetsAsked(atMs)), ...often }).data;
  const live = useHealth();
  const failed = lists.find(({ isError }) => isError);
  const routes = lists.flatMap(({ data }) => data?.data ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const day = hours === undefined || targets === undefined ? undefined : { hours, targets };
  const { health, away, readAtMs } = live;
  const known =
    health === undefined || away !== undefined ? undefined : { live: health, nowMs: gatewayNow(live, readAtMs ?? 0) };
  const isWhole = lists.every(({ data }) => data !== undefined);
  const rows = isWhole ? routeRows(routes, day, known) : undefined;
  return {
    rows,
    error: failed?.error,
    retry: () => void Promise.all(lists.map(({ refetch }) => refetch())),
  };
}
