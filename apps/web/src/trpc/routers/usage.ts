import { readLedgerHealth } from '@weir/services/ledger/read-health';
import { readUsage } from '@weir/services/usage/read';
import { query, router } from '../trpc.ts';

export const usageRouter = router({
  read: query(readUsage, {
    method: 'GET',
    path: '/projects/{projectId}/usage',
    summary: 'Counts, tokens and cost over time',
  }),
  ledgerHealth: query(readLedgerHealth, {
    method: 'GET',
    path: '/health/ledger',
    summary: 'Whether what was served is what was recorded',
  }),
});
