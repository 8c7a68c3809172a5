'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { rowsOf } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { RoleNotice } from '../settings/role-notice.tsx';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { auditColumns } from './audit-columns.tsx';
import { AuditFilters } from './audit-filters.tsx';
import type { AuditLine } from './audit-line.ts';
import { LineDialog } from './line-dialog.tsx';
import { type AuditFilter, auditLinesOf } from './queries.ts';

const keyOf = ({ id }: AuditLine) => id;

function Lines({ filter }: { readonly filter: AuditFilter }) {
  const api = useTRPC();
  const [shown, setShown] = useState<AuditLine>();
  const query = useInfiniteQuery(auditLinesOf(api, filter));
  const lines = rowsOf(query.data);
  const close = () => setShown(undefined);
  if (query.isError && lines === undefined)
    return <LoadFailure what="The audit log" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card flush>
      <DataTable
        label="Audit log, newest first"
        columns={auditColumns}
        rows={lines}
        rowKey={keyOf}
        onRow={setShown}
        skeletonRows={10}
        empty={
          <EmptyState title="No such lines">
            <p>Nothing in the log is about that. Clear the filters to see all of it.</p>
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
      {shown !== undefined && (
        <LineDialog
          line={shown}
          onClose={close}
          onNarrow={() => {
            setUrlFields({ kind: shown.subjectKind, id: shown.subjectId });
            close();
          }}
        />
      )}
    </Card>
  );
}

/** Who changed what in the organization. */
export function AuditPage() {
  const mayRead = useMay('audit.read');
  const [kind] = useUrlField('kind');
  const [id] = useUrlField('id');
  return (
    <Page title="Audit" description="Who changed what, newest first. Lines are only ever added.">
      {mayRead ? (
        <>
          <AuditFilters kind={kind} id={id} />
          <Lines filter={{ kind, id }} />
        </>
      ) : (
        <RoleNotice action="audit.read" what="read the audit log" />
      )}
    </Page>
  );
}
