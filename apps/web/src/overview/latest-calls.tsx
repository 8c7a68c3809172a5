'use client';
import { useQuery } from '@tanstack/react-query';
import { useAnalytics } from '../analytics/provider.tsx';
import { callColumns } from '../calls/call-columns.tsx';
import { useTRPC } from '../client/api.tsx';
import { useHref } from '../shell/project.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { latestInput } from './queries.ts';

const shown = ['time', 'model', 'key', 'status', 'duration', 'cost'];
const columns = callColumns(() => false)
  .filter(({ id }) => shown.includes(id))
  .map(({ choice: _, ...column }) => column);
const refetchMs = 15_000;

/** The last few calls. */
export function LatestCalls() {
  const analytics = useAnalytics();
  const api = useTRPC();
  const to = useHref();
  const { data } = useQuery({
    ...api.calls.organization.queryOptions(latestInput(analytics)),
    refetchInterval: refetchMs,
  });
  return (
    <Card
      flush
      title="Latest calls"
      actions={
        <ButtonLink size="sm" look="quiet" href={analytics.href('calls')}>
          All<span className="sr-only"> calls</span>
        </ButtonLink>
      }
    >
      <DataTable
        label="Latest calls"
        columns={columns}
        rows={data?.data}
        rowKey={({ callId }) => callId}
        rowHref={({ callId }) => to(`calls/${callId}`)}
        skeletonRows={8}
        empty={<p className="p-4 text-sm text-quiet">No calls in this time.</p>}
      />
    </Card>
  );
}
