import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { nextPage } from '../client/next-page.ts';
import type { AppRouter } from '../trpc/app-router.ts';

type Api = TRPCOptionsProxy<AppRouter>;

const limit = 200;

/** All projects, archived ones too; the page and its server ask the same. */
export const projectsOf = (api: Api) => api.projects.list.infiniteQueryOptions({ limit }, nextPage);

/** All management tokens, revoked ones too. */
export const tokensOf = (api: Api) => api.managementTokens.list.infiniteQueryOptions({ limit }, nextPage);
