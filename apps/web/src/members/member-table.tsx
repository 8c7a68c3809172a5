'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Role } from '@weir/services/actor';
import type { MemberView } from '@weir/services/members/view';
import { useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { memberColumns } from './member-columns.tsx';
import { OwnRoleDialog } from './own-role-dialog.tsx';
import { membersOf } from './queries.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { SearchField } from './search-field.tsx';
import { useChangeRole } from './use-change-role.ts';

/** What is being asked about, if anything. */
type Asking =
  | { readonly kind: 'remove'; readonly member: MemberView }
  | { readonly kind: 'leave' }
  | { readonly kind: 'own role'; readonly role: Role };

function matches({ name, email }: MemberView, search: string): boolean {
  return `${name} ${email}`.toLowerCase().includes(search.trim().toLowerCase());
}

/** Everybody in the organization: roles, teams, and who was here when. */
export function MemberTable() {
  const api = useTRPC();
  const { memberId, role } = useOrganization();
  const mayWrite = useMay('member.write');
  const [search, setSearch] = useState('');
  const [asking, setAsking] = useState<Asking>();
  const { mutate } = useChangeRole();
  const query = useInfiniteQuery(membersOf(api));
  const members = useEveryPage(query);
  const columns = useMemo(
    () =>
      memberColumns({
        memberId,
        role,
        mayWrite,
        onRole: ({ id }, next) =>
          id === memberId ? setAsking({ kind: 'own role', role: next }) : mutate({ id, role: next }),
        onRemove: (member) => setAsking({ kind: 'remove', member }),
        onLeave: () => setAsking({ kind: 'leave' }),
      }),
    [memberId, role, mayWrite, mutate],
  );
  const close = () => setAsking(undefined);
  if (query.isError && members === undefined)
    return <LoadFailure what="The members" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-3">
      <SearchField label="Find by name or e-mail" value={search} onChange={setSearch} />
      <Card flush>
        <DataTable
          label="Members"
          columns={columns}
          rows={members?.filter((member) => matches(member, search))}
          rowKey={({ id }) => id}
          skeletonRows={4}
          empty={<EmptyState title="Nobody by that name">Names and e-mail addresses are searched.</EmptyState>}
        />
      </Card>
      {asking?.kind === 'remove' && <RemoveDialog member={asking.member} onClose={close} />}
      {asking?.kind === 'leave' && <LeaveDialog onClose={close} />}
      {asking?.kind === 'own role' && (
        <OwnRoleDialog
          role={asking.role}
          onClose={close}
          onConfirm={() => {
            mutate({ id: memberId, role: asking.role });
            close();
          }}
        />
      )}
    </div>
  );
}
