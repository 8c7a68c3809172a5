'use client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '../trpc/app-router.ts';
import { batchSizeMax } from '../trpc/batch-size.ts';

/** `useTRPC` gives the options of every procedure, for useQuery and useMutation. */
export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** What a refusal says: its words, and the field at fault where there is one. */
export type Refusal = { readonly message: string; readonly field?: string; readonly code?: string };

function textAt(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' ? value : undefined;
}

/** `error` in words for people. */
export function refusalOf(error: unknown): Refusal {
  if (error === null || error === undefined) return { message: '' };
  if (!(error instanceof TRPCClientError))
    return { message: 'Something went wrong in this page. Reload it and try again.' };
  const [field, code] = [textAt(error.data, 'field'), textAt(error.data, 'code')];
  if (code === undefined) return { message: 'This instance does not answer. Check the connection and try again.' };
  return { message: error.message, code, ...(field === undefined ? {} : { field }) };
}

function isSignedOut(error: unknown): boolean {
  return refusalOf(error).code === 'UNAUTHORIZED';
}

/** Whoever is signed out goes to the sign-in page and comes back to where they were. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname !== '/sign-in')
    window.location.assign(`/sign-in?${new URLSearchParams({ next: `${pathname}${search}` })}`);
}

const retriesMax = 2;
const lastingCodes = new Set([
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_REQUEST',
  'CONFLICT',
  'TOO_MANY_REQUESTS',
]);

function makeQueryClient(): QueryClient {
  const onError = (error: unknown) => void (isSignedOut(error) && goToSignIn());
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < retriesMax && !lastingCodes.has(refusalOf(error).code ?? ''),
      },
    },
  });
}

function makeClient(organization: string | undefined) {
  const headers = {
    'x-weir-client': 'web',
    ...(organization === undefined ? {} : { 'x-weir-organization': organization }),
  };
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: '/api/trpc', headers, maxURLLength: 4_000, maxItems: batchSizeMax })],
  });
}

/**
 * The procedures for everything inside, asked as a member of `organization` where one is given. Each organization has a
 * cache of its own: nothing that was read of one is ever shown in another.
 */
export function ApiProvider({
  organization,
  children,
}: {
  readonly organization?: string;
  readonly children: ReactNode;
}) {
  return (
    <Clients key={organization ?? ''} organization={organization}>
      {children}
    </Clients>
  );
}

function Clients({
  organization,
  children,
}: {
  readonly organization: string | undefined;
  readonly children: ReactNode;
}) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() => makeClient(organization));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
