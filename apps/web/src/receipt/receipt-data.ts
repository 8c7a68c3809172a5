import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

/** What one call did and cost, as the services tell it. */
export type ReceiptData = inferRouterOutputs<AppRouter>['calls']['receipt'];

/** One try at a provider. */
export type AttemptData = ReceiptData['attempts'][number];

/** What an attempt cost, with its lines. */
export type AttemptCost = AttemptData['cost'];
