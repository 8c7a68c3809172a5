'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../client/api.tsx';

/** Reads the projects again, in this page and in the switcher of the frame. */
export function useRefreshProjects(): () => Promise<void> {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    router.refresh();
    await Promise.all([
      queryClient.invalidateQueries(api.projects.pathFilter()),
      queryClient.invalidateQueries(api.organization.get.pathFilter()),
    ]);
  };
}
