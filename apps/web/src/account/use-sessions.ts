'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useToast } from '../ui/toast.tsx';

/** The person's sessions, and what ends them: gone from the list at once, back again if the end was refused. */
export function useSessions() {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const queryKey = api.account.sessions.queryKey({});
  const sessions = useQuery(api.account.sessions.queryOptions({}));
  const keep = async (isKept: (session: { id: string; isCurrent: boolean }) => boolean) => {
    await queryClient.cancelQueries({ queryKey });
    const before = queryClient.getQueryData(queryKey);
    queryClient.setQueryData(queryKey, (list) => list && { data: list.data.filter(isKept) });
    return before;
  };
  const settle = () => void queryClient.invalidateQueries({ queryKey });
  const undo = (error: unknown, before: typeof sessions.data) => {
    queryClient.setQueryData(queryKey, before);
    toast({ kind: 'bad', title: 'The session goes on', detail: refusalOf(error).message });
  };
  const revoke = useMutation(
    api.account.revokeSession.mutationOptions({
      onMutate: ({ id }) => keep((session) => session.id !== id),
      onError: (error, _, before) => undo(error, before),
      onSuccess: () => toast({ title: 'The session has ended' }),
      onSettled: settle,
    }),
  );
  const revokeOthers = useMutation(
    api.account.revokeOtherSessions.mutationOptions({
      onMutate: () => keep((session) => session.isCurrent),
      onError: (error, _, before) => undo(error, before),
      onSuccess: ({ revoked }) =>
        toast({ title: revoked === 1 ? '1 other session has ended' : `${revoked} other sessions have ended` }),
      onSettled: settle,
    }),
  );
  return { sessions, revoke, revokeOthers };
}
