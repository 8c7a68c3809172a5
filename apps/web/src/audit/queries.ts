import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { nextPage } from '../client/next-page.ts';
import type { AppRouter } from '../trpc/app-router.ts';

/** What the log is narrowed to. */
export type AuditFilter = { readonly kind?: string | undefined; readonly id?: string | undefined };

/** Lines of the log, newest first; the page and its server ask the same. */
export function auditLinesOf(api: TRPCOptionsProxy<AppRouter>, { kind, id }: AuditFilter) {
  const narrowed = {
    ...(kind === undefined ? {} : { subjectKind: kind.slice(0, 64) }),
    ...(id === undefined ? {} : { subjectId: id.slice(0, 64) }),
  };
  return api.auditLines.list.infiniteQueryOptions({ ...narrowed, limit: 50 }, nextPage);
}
