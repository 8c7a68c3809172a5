'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ManagementTokenView } from '@weir/services/management-tokens/view';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { tokensOf } from './queries.ts';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';
import { RoleNotice } from './role-notice.tsx';
import { tokenColumns } from './token-columns.tsx';

function Tokens() {
  const api = useTRPC();
  const { role } = useOrganization();
  const mayWrite = useMay('management_token.write');
  const [isNew, setNew] = useUrlField('new');
  const [revoking, setRevoking] = useState<ManagementTokenView>();
  const query = useInfiniteQuery(tokensOf(api));
  const tokens = useEveryPage(query);
  const columns = useMemo(
    () =>
      tokenColumns({
        mayRevoke: (token) => mayWrite && (role === 'owner' || token.role !== 'owner'),
        onRevoke: setRevoking,
      }),
    [mayWrite, role],
  );
  const create = (
    <Button look="primary" size="sm" onClick={() => setNew('1')}>
      <Plus className="size-4" aria-hidden="true" />
      New token
    </Button>
  );
  if (query.isError && tokens === undefined)
    return <LoadFailure what="The management tokens" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Card
        flush
        title="Management tokens"
        description="Programs carry them to manage this organization over REST, as far as their role reaches."
        actions={mayWrite && create}
      >
        <DataTable
          label="Management tokens"
          columns={columns}
          rows={tokens}
          rowKey={({ id }) => id}
          skeletonRows={3}
          empty={
            <EmptyState title="No management tokens" actions={mayWrite && create}>
              <p>
                With one, a program creates projects and keys, reads usage and costs, and whatever else its role may.
              </p>
            </EmptyState>
          }
        />
      </Card>
      {mayWrite && isNew !== undefined && <NewTokenDialog onClose={() => setUrlFields({ new: undefined })} />}
      {revoking !== undefined && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

/** Management tokens, for those whose role may see them. */
export function TokenSettings() {
  return useMay('management_token.read') ? (
    <Tokens />
  ) : (
    <RoleNotice action="management_token.read" what="see management tokens" />
  );
}
