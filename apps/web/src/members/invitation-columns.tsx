import type { InvitationView } from '@weir/services/invitations/view';
import { Ellipsis, RotateCw, Undo2 } from 'lucide-react';
import { StateDot } from '../ui/badge.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';
import { roleLabel } from './role-words.ts';

export type InvitationActions = {
  /** Names of members and teams by id, for those that are still there. */
  readonly memberName: (id: string) => string | undefined;
  readonly teamName: (id: string) => string | undefined;
  readonly mayWrite: (invitation: InvitationView) => boolean;
  readonly onResend: (invitation: InvitationView) => void;
  readonly onRevoke: (invitation: InvitationView) => void;
};

function RowMenu({
  invitation,
  actions,
}: {
  readonly invitation: InvitationView;
  readonly actions: InvitationActions;
}) {
  if (!actions.mayWrite(invitation)) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for the invitation of ${invitation.email}`}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => actions.onResend(invitation)}>
        <RotateCw className="size-4" aria-hidden="true" />
        Send again, with a new link
      </MenuItem>
      <MenuItem danger onSelect={() => actions.onRevoke(invitation)}>
        <Undo2 className="size-4" aria-hidden="true" />
        Revoke
      </MenuItem>
    </Menu>
  );
}

/** The columns of the table of invitations. */
export function invitationColumns(actions: InvitationActions): readonly Column<InvitationView>[] {
  return [
    {
      id: 'email',
      header: 'E-mail',
      sortBy: ({ email }) => email,
      phone: 'title',
      cell: ({ email }) => <span className="block max-w-80 truncate font-medium">{email}</span>,
    },
    {
      id: 'state',
      header: 'State',
      width: 'w-28',
      cell: ({ state }) =>
        state === 'open' ? <StateDot tone="info">Open</StateDot> : <StateDot tone="warn">Expired</StateDot>,
    },
    { id: 'role', header: 'Role', sortBy: ({ role }) => role, width: 'w-28', cell: ({ role }) => roleLabel(role) },
    {
      id: 'teams',
      header: 'Teams',
      cell({ teamIds }) {
        const names = teamIds.flatMap((id) => actions.teamName(id) ?? []);
        return names.length === 0 ? <span className="text-faint">none</span> : names.join(', ');
      },
    },
    {
      id: 'by',
      header: 'Invited by',
      cell({ invitedByMemberId: id }) {
        const name = id === null ? 'a management token' : actions.memberName(id);
        return <span className="block max-w-52 truncate">{name ?? 'somebody who left'}</span>;
      },
    },
    {
      id: 'sent',
      header: 'Sent',
      sortBy: ({ createdAt }) => createdAt,
      width: 'w-28',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'expires',
      header: 'Expires',
      sortBy: ({ expiresAt }) => expiresAt,
      width: 'w-28',
      cell: ({ expiresAt }) => <Time at={expiresAt} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      width: 'w-12',
      cell: (invitation) => <RowMenu invitation={invitation} actions={actions} />,
    },
  ];
}
