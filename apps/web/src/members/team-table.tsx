'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { TeamView } from '@weir/services/teams/view';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { DeleteTeamDialog } from './delete-team-dialog.tsx';
import { teamsOf } from './queries.ts';
import { teamColumns } from './team-columns.tsx';
import { TeamDialog } from './team-dialog.tsx';

type Asking =
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly team: TeamView }
  | { readonly kind: 'delete'; readonly team: TeamView };

function Empty({ onNew }: { readonly onNew: (() => void) | undefined }) {
  return (
    <EmptyState
      title="No teams yet"
      actions={
        onNew !== undefined && (
          <Button look="primary" onClick={onNew}>
            Create a team
          </Button>
        )
      }
    >
      <p>A team groups members, so that usage and costs can be read for all of them together.</p>
      {onNew === undefined && <p>Owners and admins create teams.</p>}
    </EmptyState>
  );
}

/** Teams and who is in them. */
export function TeamTable() {
  const api = useTRPC();
  const mayWrite = useMay('team.write');
  const [asking, setAsking] = useState<Asking>();
  const query = useInfiniteQuery(teamsOf(api));
  const teams = useEveryPage(query);
  const edit = (team: TeamView) => setAsking({ kind: 'edit', team });
  const columns = useMemo(
    () =>
      teamColumns({
        mayWrite,
        onEdit: (team) => setAsking({ kind: 'edit', team }),
        onDelete: (team) => setAsking({ kind: 'delete', team }),
      }),
    [mayWrite],
  );
  const close = () => setAsking(undefined);
  const create = () => setAsking({ kind: 'new' });
  if (query.isError && teams === undefined)
    return <LoadFailure what="The teams" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-3">
      {mayWrite && teams !== undefined && teams.length > 0 && (
        <div>
          <Button onClick={create}>
            <Plus className="size-4" aria-hidden="true" />
            New team
          </Button>
        </div>
      )}
      <Card flush>
        <DataTable
          label="Teams"
          columns={columns}
          rows={teams}
          rowKey={({ id }) => id}
          skeletonRows={3}
          {...(mayWrite ? { onRow: edit } : {})}
          empty={<Empty onNew={mayWrite ? create : undefined} />}
        />
      </Card>
      {asking?.kind === 'new' && <TeamDialog team={undefined} onClose={close} />}
      {asking?.kind === 'edit' && <TeamDialog team={asking.team} onClose={close} />}
      {asking?.kind === 'delete' && <DeleteTeamDialog team={asking.team} onClose={close} />}
    </div>
  );
}
