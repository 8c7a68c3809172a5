import type { ManagementTokenView } from '@weir/services/management-tokens/view';
import { roleLabel } from '../members/role-words.ts';
import { StateDot } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';
import { tokenState } from './token-expiry.ts';

export type TokenActions = {
  readonly mayRevoke: (token: ManagementTokenView) => boolean;
  readonly onRevoke: (token: ManagementTokenView) => void;
};

function StateCell({ token }: { readonly token: ManagementTokenView }) {
  switch (tokenState(token, Date.now())) {
    case 'active':
      return <StateDot tone="good">Active</StateDot>;
    case 'expired':
      return <StateDot tone="warn">Expired</StateDot>;
    case 'revoked':
      return (
        <StateDot tone="neutral">
          <span className="text-quiet">
            Revoked <Time at={token.revokedAt} />
          </span>
        </StateDot>
      );
  }
}

/** The columns of the table of management tokens. */
export function tokenColumns(actions: TokenActions): readonly Column<ManagementTokenView>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sortBy: ({ name }) => name.toLowerCase(),
      phone: 'title',
      cell: ({ name }) => <span className="block max-w-80 truncate font-medium">{name}</span>,
    },
    {
      id: 'token',
      header: 'Token',
      width: 'w-36',
      cell: ({ lastFour }) => <code className="text-xs text-quiet">weir_mt_…{lastFour}</code>,
    },
    { id: 'role', header: 'Role', sortBy: ({ role }) => role, width: 'w-28', cell: ({ role }) => roleLabel(role) },
    { id: 'state', header: 'State', width: 'w-44', cell: (token) => <StateCell token={token} /> },
    {
      id: 'expires',
      header: 'Expires',
      sortBy: ({ expiresAt }) => expiresAt,
      width: 'w-32',
      cell: ({ expiresAt }) => <Time at={expiresAt} />,
    },
    {
      id: 'created',
      header: 'Created',
      sortBy: ({ createdAt }) => createdAt,
      width: 'w-32',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      width: 'w-24',
      cell: (token) =>
        token.revokedAt === null &&
        actions.mayRevoke(token) && (
          <Button
            size="sm"
            look="quiet"
            aria-label={`Revoke the token ${token.name}`}
            onClick={() => actions.onRevoke(token)}
          >
            Revoke
          </Button>
        ),
    },
  ];
}
