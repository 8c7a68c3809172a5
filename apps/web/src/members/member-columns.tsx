import type { Role } from '@weir/services/actor';
import type { MemberView } from '@weir/services/members/view';
import { Ellipsis, LogOut, UserMinus } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';
import { roleChoices, roleLabel, roleOf } from './role-words.ts';

/** What the viewer may do with the rows, and what then happens. */
export type MemberActions = {
  /** The viewer's own membership and role. */
  readonly memberId: string;
  readonly role: Role;
  readonly mayWrite: boolean;
  readonly onRole: (member: MemberView, role: Role) => void;
  readonly onRemove: (member: MemberView) => void;
  readonly onLeave: () => void;
};

function NameCell({ member, isSelf }: { readonly member: MemberView; readonly isSelf: boolean }) {
  return (
    <div className="min-w-0 py-1">
      <p className="flex items-center gap-2">
        <span className="max-w-72 truncate font-medium">{member.name}</span>
        {isSelf && <Badge tone="accent">You</Badge>}
      </p>
      <p className="max-w-72 truncate text-xs font-normal text-quiet">{member.email}</p>
    </div>
  );
}

function RoleCell({ member, actions }: { readonly member: MemberView; readonly actions: MemberActions }) {
  const isOwner = actions.role === 'owner';
  const mayTouch = actions.mayWrite && (isOwner || member.role !== 'owner');
  if (!mayTouch) {
    const why = actions.mayWrite ? 'Only an owner changes an owner.' : undefined;
    return <span title={why}>{roleLabel(member.role)}</span>;
  }
  return (
    <SelectBox
      size="sm"
      className="w-32"
      aria-label={`Role of ${member.name}`}
      choices={roleChoices(isOwner)}
      value={member.role}
      onChange={(event) => {
        const role = roleOf(event.target.value);
        if (role !== undefined) actions.onRole(member, role);
      }}
    />
  );
}

function TeamsCell({ teams }: { readonly teams: MemberView['teams'] }) {
  if (teams.length === 0) return <span className="text-faint">none</span>;
  return (
    <span className="flex max-w-80 flex-wrap gap-1 max-sm:justify-end">
      {teams.map(({ id, name }) => (
        <Badge key={id}>
          <span className="max-w-40 truncate">{name}</span>
        </Badge>
      ))}
    </span>
  );
}

function RowMenu({ member, actions }: { readonly member: MemberView; readonly actions: MemberActions }) {
  const isSelf = member.id === actions.memberId;
  const mayRemove = actions.mayWrite && (actions.role === 'owner' || member.role !== 'owner');
  if (!isSelf && !mayRemove) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for ${member.name}`}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      {isSelf ? (
        <MenuItem danger onSelect={actions.onLeave}>
          <LogOut className="size-4" aria-hidden="true" />
          Leave the organization
        </MenuItem>
      ) : (
        <MenuItem danger onSelect={() => actions.onRemove(member)}>
          <UserMinus className="size-4" aria-hidden="true" />
          Remove from the organization
        </MenuItem>
      )}
    </Menu>
  );
}

/** The columns of the table of members. */
export function memberColumns(actions: MemberActions): readonly Column<MemberView>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sortBy: ({ name }) => name.toLowerCase(),
      phone: 'title',
      cell: (member) => <NameCell member={member} isSelf={member.id === actions.memberId} />,
    },
    {
      id: 'role',
      header: 'Role',
      sortBy: ({ role }) => role,
      width: 'w-40',
      cell: (member) => <RoleCell member={member} actions={actions} />,
    },
    { id: 'teams', header: 'Teams', cell: ({ teams }) => <TeamsCell teams={teams} /> },
    {
      id: 'since',
      header: 'Since',
      sortBy: ({ createdAt }) => createdAt,
      width: 'w-32',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'seen',
      header: 'Last seen',
      sortBy: ({ lastSeenAt }) => lastSeenAt,
      width: 'w-32',
      cell: ({ lastSeenAt }) => <Time at={lastSeenAt} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      width: 'w-12',
      cell: (member) => <RowMenu member={member} actions={actions} />,
    },
  ];
}
