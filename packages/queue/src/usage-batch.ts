import type { SpoolPosition } from '@weir/protocol/ledger';
import { z } from 'zod';

const position = z.object({ segment: z.number().int().nonnegative(), offset: z.number().int().nonnegative() });

/**
 * A run of spool frames on its way to Postgres. `from` is where it starts, `to` where the next batch must start;
 * batches of one spool apply strictly in order. `records` is the base64 of gzipped newline-separated JSON of
 * LedgerRecords. Readers accept the format of the release before.
 */
export const usageBatch = z.object({
  format: z.literal(1),
  spoolId: z.string().min(1),
  from: position,
  to: position,
  records: z.base64(),
});
export type UsageBatch = z.infer<typeof usageBatch>;

/** The job id of a batch: sending it again while it waits adds nothing. */
export function usageBatchId(batch: { spoolId: string; from: SpoolPosition; to: SpoolPosition }): string {
  const { spoolId, from, to } = batch;
  return `${spoolId}-${from.segment}-${from.offset}-${to.segment}-${to.offset}`;
}
