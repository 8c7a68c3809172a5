import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** Percentiles by interval or by group. */
export type LatencyReport = Outputs['usage']['latency'];
export type LatencyLine = LatencyReport['data'][number];
export type Percentiles = LatencyLine['duration'];

/** The errors that calls ended with. */
export type CallErrors = Outputs['calls']['errors'];
export type CallError = CallErrors['data'][number];
