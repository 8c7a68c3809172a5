import { writeUsage } from '@weir/db/sql/write-usage';
import type { LedgerRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Services } from '@weir/services/services';

/** Records usage as the worker does, as a batch of a spool of its own. */
export async function recordUsage({ sql }: Pick<Services, 'sql'>, records: readonly LedgerRecord[]): Promise<void> {
  const attempts = records.filter(({ kind }) => kind === 'attempt').length;
  const [from, to] = [
    { segment: 0, offset: 0 },
    { segment: 1, offset: 1 },
  ];
  await writeUsage(sql, { batch: { spoolId: uuidv7(), from, to, attempts }, records });
}
