import type { Metadata } from 'next';
import { MembersPage } from '../../../../members/members-page.tsx';
import { invitationsOf, membersOf, teamsOf } from '../../../../members/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Members' };

type Props = {
  readonly params: Promise<{ organization: string }>;
  readonly searchParams: Promise<{ tab?: string }>;
};

export default async function Members({ params, searchParams }: Props) {
  const { organization } = await params;
  const { tab } = await searchParams;
  return (
    <Prefetch
      organization={organization}
      queries={(api, _ask, askPages) => [
        askPages(membersOf(api)),
        askPages(teamsOf(api)),
        ...(tab === 'invitations' ? [askPages(invitationsOf(api))] : []),
      ]}
    >
      <MembersPage />
    </Prefetch>
  );
}
