import type { RouteLine } from '@weir/services/routes/view';
import type { Health } from '../health/health-data.ts';
import { routeHealth } from './route-health.ts';
import type { RouteRow } from './route-row.ts';
import { type DayReports, trafficOf } from './traffic.ts';

const dayMs = 86_400_000;
const quarterMs = 900_000;

/** As many as a page of the list holds, which is as many as a project may have. */
export function routesAsked(projectId: string) {
  return { projectId, limit: 200 };
}

/** The last 24 hours, to the quarter of an hour: the page and its server ask the same. */
function lastDay(nowMs: number) {
  const toMs = Math.ceil(nowMs / quarterMs) * quarterMs;
  return { from: new Date(toMs - dayMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** Calls and cost of each route by hour and status. */
export function hoursAsked(nowMs: number) {
  return { ...lastDay(nowMs), interval: 'hour' as const, groupBy: ['project', 'route', 'status'] };
}

/** Attempts of each route by target. */
export function targetsAsked(nowMs: number) {
  return { ...lastDay(nowMs), groupBy: ['project', 'route', 'provider', 'model'] };
}

/** A row for each route; what is not known yet is undefined in it. */
export function routeRows(
  routes: readonly RouteLine[],
  day: DayReports | undefined,
  health: { readonly live: Health; readonly nowMs: number } | undefined,
): readonly RouteRow[] {
  return routes.map((route) => ({
    route,
    traffic: day === undefined ? undefined : trafficOf(route, day),
    health:
      health === undefined || route.plan === null
        ? undefined
        : routeHealth(route.plan.strategy, health.live.targets, health.nowMs),
  }));
}
