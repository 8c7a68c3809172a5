import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

type Outputs = inferRouterOutputs<AppRouter>['ledger'];

/** Whether what was served is what was recorded. */
export type LedgerHealth = Outputs['health'];

/** A record that could not be written. */
export type DeadLetter = Outputs['deadLetters']['data'][number];
