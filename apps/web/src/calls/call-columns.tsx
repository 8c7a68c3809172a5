'use client';
import { formatMs } from '../format/number.ts';
import type { Column } from '../ui/table/column.ts';
import { CallModel, CallName, CallTime, CallTokens, None } from './call-cells.tsx';
import { CallCost } from './call-cost.tsx';
import type { CallData } from './call-data.ts';
import { CallStatusMark } from './call-status.tsx';

const quiet = (text: string) => (
  <span className="block max-w-24 truncate text-quiet 2xl:max-w-48" title={text}>
    {text}
  </span>
);

/** The columns of the list of calls. `hasArrived` says which rows have just come. */
export function callColumns(hasArrived: (callId: string) => boolean): readonly Column<CallData>[] {
  return [
    {
      id: 'time',
      header: 'Time',
      width: 'w-34',
      cell: ({ callId, startedAt }) => <CallTime at={startedAt} hasArrived={hasArrived(callId)} />,
    },
    { id: 'model', header: 'Model', phone: 'title', cell: (call) => <CallModel call={call} /> },
    {
      id: 'provider',
      header: 'Provider',
      choice: 'shown',
      phone: 'hide',
      cell: ({ provider }) => (provider === null ? <None why="No provider was asked." /> : quiet(provider)),
    },
    {
      id: 'key',
      header: 'Key',
      choice: 'shown',
      phone: 'hide',
      cell: ({ gatewayKeyId }) => <CallName dimension="key" id={gatewayKeyId} />,
    },
    {
      id: 'member',
      header: 'Member',
      choice: 'hidden',
      phone: 'hide',
      cell: ({ memberId }) => <CallName dimension="member" id={memberId} />,
    },
    {
      id: 'project',
      header: 'Project',
      choice: 'hidden',
      phone: 'hide',
      cell: ({ projectId }) => <CallName dimension="project" id={projectId} />,
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ status, errorCode }) => <CallStatusMark status={status} errorCode={errorCode} isStacked />,
    },
    {
      id: 'tokens',
      header: 'In / out',
      align: 'right',
      cell: ({ tokens }) => <CallTokens tokens={tokens} />,
    },
    {
      id: 'first',
      header: 'First token',
      align: 'right',
      choice: 'shown',
      phone: 'hide',
      cell: ({ firstTokenMs }) =>
        firstTokenMs === null ? <None why="There was no stream of tokens." /> : formatMs(firstTokenMs),
    },
    {
      id: 'duration',
      header: 'Duration',
      align: 'right',
      phone: 'hide',
      cell: ({ durationMs }) => formatMs(durationMs),
    },
    { id: 'cost', header: 'Cost', align: 'right', cell: (call) => <CallCost call={call} /> },
  ];
}
