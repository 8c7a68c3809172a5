import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import { type ReactNode, Suspense } from 'react';
import { type AppRouter, appRouter } from '../trpc/app-router.ts';
import { contextOf, organizationHeader } from '../trpc/handle.ts';
import { openInstance } from './instance.ts';

/** Asks one question ahead: `ask(api.projects.list.queryOptions({}))`. */
export type Ask = QueryClient['prefetchQuery'];

/** Asks for the first page of a list that is read page by page. */
export type AskPages = QueryClient['prefetchInfiniteQuery'];

export type PrefetchProps = {
  /** The slug of the organization that the queries are asked in; absent for those of a person. */
  readonly organization?: string;
  /** What the page asks first: the same options that its components ask with. */
  readonly queries: (api: TRPCOptionsProxy<AppRouter>, ask: Ask, askPages: AskPages) => readonly Promise<void>[];
  readonly children: ReactNode;
};

/**
 * Asks what a page needs while it is rendered, so that it arrives with its numbers. What is refused or fails is asked
 * again by the page itself, which then shows why.
 */
export async function Prefetch({ organization, queries, children }: PrefetchProps) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const given = new Headers(await headers());
  if (organization !== undefined) given.set(organizationHeader, organization);
  const ctx = contextOf(await openInstance(), given);
  const api = createTRPCOptionsProxy({ ctx: () => ctx, router: appRouter, queryClient });
  const ask: Ask = (options) => queryClient.prefetchQuery(options);
  const askPages: AskPages = (options) => queryClient.prefetchInfiniteQuery(options);
  await Promise.all(queries(api, ask, askPages));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Suspense>{children}</Suspense>
    </HydrationBoundary>
  );
}
