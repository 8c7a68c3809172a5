import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

/** A line of the audit log, as it comes over the wire. */
export type AuditLine = inferRouterOutputs<AppRouter>['auditLines']['list']['data'][number];
