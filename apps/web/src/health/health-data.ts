import type { inferRouterOutputs } from '@trpc/server';
import type { HealthReport, RefusedKey, ReportedTarget } from '@weir/routing/health-report';
import type { AppRouter } from '../trpc/app-router.ts';

/** What the gateway knows of an organization's targets now. */
export type Health = HealthReport;
export type Target = ReportedTarget;
export type { RefusedKey };

/** The report as it is asked for, or why there is none, with the names of its keys. */
export type HealthAnswer = inferRouterOutputs<AppRouter>['routes']['health'];
