import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { nextPage } from '../client/next-page.ts';
import type { AppRouter } from '../trpc/app-router.ts';

/** Organizations of the instance, newest first; the page and its server ask the same. */
export function tenantsOf(api: TRPCOptionsProxy<AppRouter>, search: string) {
  const narrowed = search === '' ? {} : { search: search.slice(0, 100) };
  return api.operator.tenants.infiniteQueryOptions({ ...narrowed, limit: 50 }, nextPage);
}
