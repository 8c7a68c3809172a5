'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { RouteView } from '@weir/services/routes/view';
import { useTRPC } from '../client/api.tsx';

/** Takes over what the server says of a route after it was changed, and asks lists and versions again. */
export function usePutRoute(): (route: RouteView) => Promise<void> {
  const api = useTRPC();
  const client = useQueryClient();
  return async (route) => {
    client.setQueryData<RouteView>(api.routes.get.queryKey({ id: route.id }), route);
    await Promise.all([
      client.invalidateQueries(api.routes.list.pathFilter()),
      client.invalidateQueries(api.routes.versions.pathFilter()),
    ]);
  };
}
