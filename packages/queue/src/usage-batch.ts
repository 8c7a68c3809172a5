import type { SpoolPosition } from '@weir/protocol/ledger';
import { z } from 'zod';

const position = z.object({ segment: z.number().int().nonnegative(), offset: z.number().int().nonnegative() });

/** Records are cut into batches far below this; a payload that says it is larger is not unpacked. */
export const batchBytesMax = 8 * 1024 * 1024;

/**
 * A run of spool frames on its way to Postgres. `from` is where it starts, `to` where the next batch must start;
 * batches of one spool apply strictly in order. `attempts` counts the ledger lines of the spool before `to`. `records`
 * is the base64 of zstd-packed newline-separated JSON of LedgerRecords. Readers accept the format of the release before.
 */
export const usageBatch = z.object({
  format: z.literal(1),
  spoolId: z.string().min(1).max(64),
  from: position,
  to: position,
  attempts: z.number().int().nonnegative(),
  records: z.string().max(2 * batchBytesMax),
});
export type UsageBatch = z.infer<typeof usageBatch>;

/** The job id of a batch: sending it again while it waits adds nothing. */
export function usageBatchId(batch: { spoolId: string; from: SpoolPosition; to: SpoolPosition }): string {
  const { spoolId, from, to } = batch;
  return `${spoolId}-${from.segment}-${from.offset}-${to.segment}-${to.offset}`;
}
