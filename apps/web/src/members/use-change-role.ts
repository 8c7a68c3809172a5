'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useOrganization } from '../shell/viewer.tsx';
import { useToast } from '../ui/toast.tsx';
import { membersOf } from './queries.ts';
import { roleLabel } from './role-words.ts';
import { useRefreshPeople } from './use-refresh-people.ts';

/** Gives a member another role: shown at once, taken back with the reason where it is refused. */
export function useChangeRole() {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const show = useToast();
  const refresh = useRefreshPeople();
  const { memberId } = useOrganization();
  const { queryKey } = membersOf(api);
  return useMutation(
    api.members.changeRole.mutationOptions({
      async onMutate({ id, role }) {
        await queryClient.cancelQueries({ queryKey });
        const before = queryClient.getQueryData(queryKey);
        queryClient.setQueryData(queryKey, (shown) =>
          shown === undefined
            ? shown
            : {
                ...shown,
                pages: shown.pages.map((page) => ({
                  ...page,
                  data: page.data.map((member) => (member.id === id ? { ...member, role } : member)),
                })),
              },
        );
        return { before };
      },
      onError(error, _input, context) {
        queryClient.setQueryData(queryKey, context?.before);
        show({ kind: 'bad', title: 'The role stays as it was', detail: refusalOf(error).message });
      },
      onSuccess(member) {
        show({ title: `${member.name} has the role ${roleLabel(member.role).toLowerCase()} now` });
        // One's own role decides what the frame shows.
        if (member.id === memberId) router.refresh();
      },
      onSettled: refresh,
    }),
  );
}
