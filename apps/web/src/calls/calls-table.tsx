'use client';
import { ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { formatCount } from '../format/number.ts';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { callColumns } from './call-columns.tsx';
import type { CallData } from './call-data.ts';
import { CallsEmpty } from './calls-empty.tsx';
import { useCallsHref } from './use-calls-href.ts';
import type { Hold } from './use-hold.ts';
import type { LiveCalls } from './use-live-calls.ts';

function WaitingCalls({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  return (
    <div className="pointer-events-none sticky top-15 z-20 -mb-9 flex h-9 translate-y-13 justify-center">
      <Button look="primary" size="sm" className="pointer-events-auto mt-1 shadow-raised" onClick={onShow}>
        <ArrowUp aria-hidden="true" className="size-3.5" />
        {count === 1 ? '1 new call' : `${formatCount(count)} new calls`}
      </Button>
    </div>
  );
}

/** The calls, newest first; each opens its receipt. New ones wait while a line is looked at. */
export function CallsTable({
  calls,
  live,
  hold,
  bar,
  footer,
}: {
  readonly calls: readonly CallData[] | undefined;
  readonly live: LiveCalls;
  readonly hold: Hold;
  readonly bar: ReactNode;
  readonly footer: ReactNode;
}) {
  const href = useCallsHref();
  const columns = useMemo(() => callColumns(live.hasArrived), [live.hasArrived]);
  const show = () => {
    live.release();
    window.scrollTo({ top: 0 });
  };
  return (
    <div {...hold.handlers}>
      <div ref={hold.top} />
      {live.waiting.length > 0 && <WaitingCalls count={live.waiting.length} onShow={show} />}
      <DataTable
        label="Calls"
        columns={columns}
        rows={calls}
        rowKey={({ callId }) => callId}
        rowHref={({ callId }) => href(callId)}
        skeletonRows={14}
        bar={bar}
        footer={footer}
        empty={<CallsEmpty />}
      />
    </div>
  );
}
