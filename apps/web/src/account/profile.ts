import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../trpc/app-router.ts';

type Account = inferRouterOutputs<AppRouter>['account'];

export type Profile = Account['profile'];
export type Membership = Profile['memberships'][number];
export type Session = Account['sessions']['data'][number];
