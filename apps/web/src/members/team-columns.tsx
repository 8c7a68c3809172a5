import type { TeamView } from '@weir/services/teams/view';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';

export type TeamActions = {
  readonly mayWrite: boolean;
  readonly onEdit: (team: TeamView) => void;
  readonly onDelete: (team: TeamView) => void;
};

const namesMax = 5;

function MembersCell({ members }: { readonly members: TeamView['members'] }) {
  if (members.length === 0) return <span className="text-faint">nobody yet</span>;
  const names = members.slice(0, namesMax).map(({ name }) => name);
  const more = members.length - names.length;
  return (
    <span className="line-clamp-2" title={members.map(({ name }) => name).join(', ')}>
      {names.join(', ')}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}

function RowMenu({ team, actions }: { readonly team: TeamView; readonly actions: TeamActions }) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for the team ${team.name}`}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => actions.onEdit(team)}>
        <Pencil className="size-4" aria-hidden="true" />
        Name and members
      </MenuItem>
      <MenuItem danger onSelect={() => actions.onDelete(team)}>
        <Trash2 className="size-4" aria-hidden="true" />
        Delete
      </MenuItem>
    </Menu>
  );
}

/** The columns of the table of teams. */
export function teamColumns(actions: TeamActions): readonly Column<TeamView>[] {
  const columns: readonly Column<TeamView>[] = [
    {
      id: 'name',
      header: 'Team',
      sortBy: ({ name }) => name.toLowerCase(),
      phone: 'title',
      width: 'w-64',
      cell: ({ name }) => <span className="block max-w-64 truncate font-medium">{name}</span>,
    },
    {
      id: 'count',
      header: 'Size',
      align: 'right',
      width: 'w-20',
      sortBy: ({ members }) => members.length,
      cell: ({ members }) => <span className="tabular">{members.length}</span>,
    },
    { id: 'members', header: 'Members', cell: ({ members }) => <MembersCell members={members} /> },
    {
      id: 'created',
      header: 'Created',
      sortBy: ({ createdAt }) => createdAt,
      width: 'w-32',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
  if (!actions.mayWrite) return columns;
  const menu: Column<TeamView> = {
    id: 'actions',
    header: 'Actions',
    isHeaderHidden: true,
    align: 'right',
    width: 'w-12',
    cell: (team) => <RowMenu team={team} actions={actions} />,
  };
  return [...columns, menu];
}
