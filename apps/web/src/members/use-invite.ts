'use client';
import { useMutation } from '@tanstack/react-query';
import type { Role } from '@weir/services/actor';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useRefreshPeople } from './use-refresh-people.ts';

/** What came of one invitation: the link, this once, or why there is none. */
export type Invited =
  | { readonly kind: 'invited'; readonly email: string; readonly link: string; readonly isMailed: boolean }
  | { readonly kind: 'refused'; readonly email: string; readonly reason: string };

export type Inviting = {
  readonly emails: readonly string[];
  readonly role: Role;
  readonly teamIds: readonly string[];
};

/** The words of a refusal without the name of the field, which the list shows already. */
function reasonOf(error: unknown): string {
  const words = refusalOf(error).message.replace(/^email: /, '');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Invites several addresses one after the other: what is refused for one does not stop the others. */
export function useInvite() {
  const api = useTRPC();
  const refresh = useRefreshPeople();
  const { mutateAsync } = useMutation(api.invitations.create.mutationOptions());
  return useMutation({
    async mutationFn({ emails, role, teamIds }: Inviting): Promise<readonly Invited[]> {
      const outcomes: Invited[] = [];
      for (const email of emails) {
        try {
          const { link, isMailed } = await mutateAsync({ email, role, teamIds: [...teamIds] });
          outcomes.push({ kind: 'invited', email, link, isMailed });
        } catch (error) {
          outcomes.push({ kind: 'refused', email, reason: reasonOf(error) });
        }
      }
      return outcomes;
    },
    onSettled: refresh,
  });
}
