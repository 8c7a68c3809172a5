'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { InvitationView } from '@weir/services/invitations/view';
import { useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { invitationColumns } from './invitation-columns.tsx';
import { invitationsOf, membersOf, teamsOf } from './queries.ts';
import { ResendDialog } from './resend-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

type Asking = { readonly kind: 'resend' | 'revoke'; readonly invitation: InvitationView };

/** Invitations that nobody has accepted yet. */
export function InvitationTable({ onInvite }: { readonly onInvite: () => void }) {
  const api = useTRPC();
  const { role } = useOrganization();
  const mayWrite = useMay('invitation.write');
  const [asking, setAsking] = useState<Asking>();
  const query = useInfiniteQuery(invitationsOf(api));
  const invitations = useEveryPage(query);
  const members = useEveryPage(useInfiniteQuery(membersOf(api)));
  const teams = useEveryPage(useInfiniteQuery(teamsOf(api)));
  const columns = useMemo(
    () =>
      invitationColumns({
        memberName: (id) => members?.find((member) => member.id === id)?.name,
        teamName: (id) => teams?.find((team) => team.id === id)?.name,
        mayWrite: (invitation) => mayWrite && (role === 'owner' || invitation.role !== 'owner'),
        onResend: (invitation) => setAsking({ kind: 'resend', invitation }),
        onRevoke: (invitation) => setAsking({ kind: 'revoke', invitation }),
      }),
    [members, teams, mayWrite, role],
  );
  const close = () => setAsking(undefined);
  if (query.isError && invitations === undefined)
    return <LoadFailure what="The invitations" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Card flush>
        <DataTable
          label="Invitations"
          columns={columns}
          rows={invitations}
          rowKey={({ id }) => id}
          skeletonRows={2}
          empty={
            <EmptyState
              title="No open invitations"
              actions={
                <Button look="primary" onClick={onInvite}>
                  Invite people
                </Button>
              }
            >
              <p>People who were invited and have not come yet stand here, for as long as their link is good.</p>
            </EmptyState>
          }
        />
      </Card>
      {asking?.kind === 'resend' && <ResendDialog invitation={asking.invitation} onClose={close} />}
      {asking?.kind === 'revoke' && <RevokeDialog invitation={asking.invitation} onClose={close} />}
    </>
  );
}
