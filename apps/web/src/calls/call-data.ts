import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

/** A page of a list of calls. */
export type CallsPage = inferRouterOutputs<AppRouter>['calls']['organization'];

/** A call in a list. */
export type CallData = CallsPage['data'][number];

/** What a list of calls comes to. */
export type CallsSummaryData = inferRouterOutputs<AppRouter>['calls']['summary'];
