import { getDeadLetter } from '@weir/services/dead-letters/get';
import { listDeadLetters } from '@weir/services/dead-letters/list';
import { readLedgerHealth } from '@weir/services/ledger/read-health';
import { query, router } from '../trpc.ts';

export const ledgerRouter = router({
  health: query(readLedgerHealth, {
    method: 'GET',
    path: '/health/ledger',
    summary: 'Whether what was served is what was recorded',
  }),
  deadLetters: query(listDeadLetters, {
    method: 'GET',
    path: '/dead-letters',
    summary: 'Records of usage that could not be written, latest first',
  }),
  deadLetter: query(getDeadLetter, {
    method: 'GET',
    path: '/dead-letters/{id}',
    summary: 'A record of usage that could not be written, whole',
  }),
});
