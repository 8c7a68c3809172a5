'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { rowsOf } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { useHref } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import type { Column } from '../ui/table/column.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { Time } from '../ui/time.tsx';
import { DeadLetterDialog } from './dead-letter-dialog.tsx';
import type { DeadLetter } from './ledger-data.ts';
import { deadLettersOf } from './queries.ts';

function CallLink({ callId }: { readonly callId: string | null }) {
  const href = useHref();
  if (callId === null)
    return (
      <span className="text-faint" title="The record does not say.">
        –<span className="sr-only"> the record does not say</span>
      </span>
    );
  return (
    <Link href={href(`calls/${callId}`)} prefetch={false} className="link font-mono text-xs">
      {callId}
    </Link>
  );
}

const kinds = { attempt: 'Attempt', call: 'Call', none: 'Unreadable' } as const;

const columns: readonly Column<DeadLetter>[] = [
  {
    id: 'reason',
    header: 'Reason',
    phone: 'title',
    cell: ({ reason }) => <span className="[overflow-wrap:anywhere]">{reason}</span>,
  },
  { id: 'kind', header: 'Record', cell: ({ kind }) => kinds[kind ?? 'none'] },
  { id: 'call', header: 'Call', cell: ({ callId }) => <CallLink callId={callId} /> },
  { id: 'at', header: 'Put aside', align: 'right', cell: ({ at }) => <Time at={at} /> },
];

function Empty() {
  return (
    <p className="px-4 py-6 text-center text-sm text-quiet">
      None. A record that cannot be written would stand here, whole and with the reason.
    </p>
  );
}

function Letters() {
  const api = useTRPC();
  const [shown, setShown] = useState<DeadLetter>();
  const query = useInfiniteQuery(deadLettersOf(api));
  const letters = rowsOf(query.data);
  if (query.isError && letters === undefined)
    return <LoadFailure what="The dead letters" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <DataTable
        label="Dead letters"
        columns={columns}
        rows={letters}
        rowKey={({ id }) => id}
        onRow={setShown}
        skeletonRows={1}
        empty={<Empty />}
        footer={
          query.hasNextPage && (
            <div className="flex justify-center border-t border-line p-3">
              <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Load more
              </Button>
            </div>
          )
        }
      />
      {shown !== undefined && <DeadLetterDialog letter={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

/** Records that could not be written: why, and the record itself. */
export function DeadLettersCard() {
  const mayRead = useMay('dead_letter.read');
  return (
    <div id="dead-letters" className="scroll-mt-16">
      <Card
        flush
        title="Dead letters"
        description="Records of attempts and calls that could not be written. They are in none of the sums."
      >
        {mayRead ? (
          <Letters />
        ) : (
          <p className="px-4 py-6 text-center text-sm text-quiet">Owners, admins and developers can read them.</p>
        )}
      </Card>
    </div>
  );
}
