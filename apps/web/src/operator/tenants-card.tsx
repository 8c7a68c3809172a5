'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { TenantView } from '@weir/services/operator/tenant-view';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { rowsOf } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { SearchField } from '../members/search-field.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { tenantsOf } from './queries.ts';
import { QuotaDialog } from './quota-dialog.tsx';
import { tenantColumns } from './tenant-columns.tsx';

/** The organizations of the instance: how large each is, nothing of what is in it. */
export function TenantsCard() {
  const api = useTRPC();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const [chosen, setChosen] = useState<TenantView>();
  const query = useInfiniteQuery({ ...tenantsOf(api, search), placeholderData: keepPreviousData });
  const tenants = rowsOf(query.data);
  const columns = useMemo(() => tenantColumns(setChosen), []);
  return (
    <Card
      flush
      title="Organizations"
      description="Their sizes and quotas. What is in them is theirs alone."
      actions={<SearchField label="Find by name or slug" value={text} onChange={setText} />}
    >
      {query.isError && tenants === undefined ? (
        <div className="p-4">
          <LoadFailure what="The organizations" error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : (
        <DataTable
          label="Organizations"
          columns={columns}
          rows={tenants}
          rowKey={({ id }) => id}
          skeletonRows={5}
          empty={
            <EmptyState title={search === '' ? 'No organizations yet' : 'No organization by that name'}>
              <p>
                {search === ''
                  ? 'The first one comes with the first sign-up.'
                  : 'A part of the name or of the slug is enough.'}
              </p>
            </EmptyState>
          }
          footer={
            query.hasNextPage && (
              <div className="border-t border-line p-2 text-center">
                <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Load more
                </Button>
              </div>
            )
          }
        />
      )}
      {chosen !== undefined && <QuotaDialog tenant={chosen} onClose={() => setChosen(undefined)} />}
    </Card>
  );
}
