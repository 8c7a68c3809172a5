import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { nextPage } from '../client/next-page.ts';
import type { AppRouter } from '../trpc/app-router.ts';

type Api = TRPCOptionsProxy<AppRouter>;

const limit = 200;

/** All members; the page and its server ask the same. */
export const membersOf = (api: Api) => api.members.list.infiniteQueryOptions({ limit }, nextPage);

/** All teams with their members. */
export const teamsOf = (api: Api) => api.teams.list.infiniteQueryOptions({ limit }, nextPage);

/** All invitations that were neither accepted nor taken back. */
export const invitationsOf = (api: Api) => api.invitations.list.infiniteQueryOptions({ limit }, nextPage);
