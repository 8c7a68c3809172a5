import { listCalls } from '@weir/services/calls/list';
import { readCallReceipt } from '@weir/services/calls/read-receipt';
import { query, router } from '../trpc.ts';

export const callsRouter = router({
  list: query(listCalls, { method: 'GET', path: '/projects/{projectId}/calls', summary: 'Calls, newest first' }),
  receipt: query(readCallReceipt, {
    method: 'GET',
    path: '/calls/{callId}',
    summary: 'The receipt of a call: decision, attempts, usage and cost',
  }),
});
