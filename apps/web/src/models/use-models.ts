'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useProject } from '../shell/project.ts';
import { modelsAsked, pricesAsked } from './queries.ts';

/** The models, as the keys of the chosen project reach them. */
export function useModels() {
  const project = useProject();
  return useQuery(useTRPC().catalog.models.queryOptions(modelsAsked(project?.id)));
}

/** The organization's own price lines, newest first. */
export function useOwnPrices() {
  return useQuery(useTRPC().prices.list.queryOptions(pricesAsked));
}

/** Reads prices, and what they change in other lists, again. */
export function useRefreshPrices(): () => Promise<unknown> {
  const api = useTRPC();
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries(api.prices.pathFilter()),
      client.invalidateQueries(api.catalog.models.pathFilter()),
      client.invalidateQueries(api.providerKeys.models.pathFilter()),
    ]);
}
