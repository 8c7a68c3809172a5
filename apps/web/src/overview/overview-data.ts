import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

/** All that the overview shows. */
export type OverviewData = inferRouterOutputs<AppRouter>['overview']['read'];

/** What a span came to. */
export type Totals = OverviewData['totals'];

/** Whether what was served is what was recorded. */
export type Trust = OverviewData['trust'];

/** One of those that cost most. */
export type Top = OverviewData['tops']['models'][number];
