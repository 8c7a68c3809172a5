'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';

/** How providers are called, by their id. */
export function useProviderNames(): (id: string) => string {
  const { data } = useQuery(useTRPC().catalog.providers.queryOptions({}));
  const names = new Map(data?.data.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** The providers that charge for what they answer. */
export function usePricedProviders(): { readonly id: string; readonly name: string }[] {
  const { data } = useQuery(useTRPC().catalog.providers.queryOptions({}));
  return (data?.data ?? []).filter(({ needsKey }) => needsKey);
}
