'use client';
import { none } from '../analytics/dimensions.ts';
import { drill } from '../analytics/drill.ts';
import { useAnalytics } from '../analytics/provider.tsx';
import { CallStatusMark } from '../calls/call-status.tsx';
import { statusWords } from '../calls/status-words.ts';
import { formatCount, formatShare } from '../format/number.ts';
import { wordsOfFailure } from '../receipt/failure-words.ts';
import { Card } from '../ui/card.tsx';
import type { Column } from '../ui/table/column.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import type { CallError, CallErrors } from './performance-data.ts';

function meaningOf({ code, status }: CallError): string {
  return (code === null ? undefined : wordsOfFailure(code)) ?? statusWords[status].meaning;
}

function columnsFor(calls: number): readonly Column<CallError>[] {
  return [
    {
      id: 'code',
      header: 'Error',
      phone: 'title',
      sortBy: ({ code }) => code,
      cell: ({ code }) => (code === null ? <span className="text-quiet">without an error</span> : <code>{code}</code>),
    },
    { id: 'status', header: 'The call', cell: ({ status }) => <CallStatusMark status={status} /> },
    {
      id: 'meaning',
      header: 'What it means',
      phone: 'hide',
      cell: (error) => <span className="text-quiet">{meaningOf(error)}</span>,
    },
    {
      id: 'calls',
      header: 'Calls',
      align: 'right',
      sortBy: (error) => error.calls,
      cell: (error) => formatCount(error.calls),
    },
    {
      id: 'share',
      header: 'Of all calls',
      align: 'right',
      cell: (error) => (calls === 0 ? '–' : formatShare(error.calls / calls)),
    },
  ];
}

/** The errors that calls ended with, each with its calls. */
export function ErrorsCard({ errors, calls }: { readonly errors: CallErrors | undefined; readonly calls: number }) {
  const { applied, span, href } = useAnalytics();
  const callsOf = ({ status, code }: CallError) => {
    return href('calls', drill(applied, span, { of: ['status', status] }), { error: code ?? none });
  };
  return (
    <Card flush title="Errors" description="What calls ended with, the most frequent first. A row opens its calls.">
      <DataTable
        label="Errors"
        columns={columnsFor(calls)}
        rows={errors?.data}
        rowKey={({ status, code }) => `${status} ${code}`}
        rowHref={callsOf}
        skeletonRows={4}
        empty={<p className="p-4 text-sm text-quiet">No call in this time ended with an error.</p>}
      />
    </Card>
  );
}
