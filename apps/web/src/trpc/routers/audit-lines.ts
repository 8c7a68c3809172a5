import { listAuditLines } from '@weir/services/audit/list';
import { query, router } from '../trpc.ts';

export const auditLinesRouter = router({
  list: query(listAuditLines, { method: 'GET', path: '/audit-lines', summary: 'Who changed what, newest first' }),
});
