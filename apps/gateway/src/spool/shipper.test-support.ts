import type { SpoolPosition, Watermark } from '@weir/protocol/ledger';
import { unpackRecords } from '@weir/queue/batch-records';
import type { UsageBatch } from '@weir/queue/usage-batch';
import { comparePositions } from './read-run.ts';

/** What Postgres and the worker do with batches, in memory: in order, from the watermark on, the rest refused. */
export type BookedLedger = {
  apply(batch: UsageBatch): Promise<'applied' | 'already' | 'gap'>;
  watermarks(spoolIds: string[]): Promise<Watermark[]>;
  /** The key of every record written, as often as it was brought in a batch that applied. */
  readonly brought: string[];
  readonly keys: Set<string>;
  /** Throws in `watermarks` while true. */
  away: boolean;
  /** Steps back to an earlier watermark, as a database does that lost its last transactions. */
  restore(spoolId: string, watermark: { position: SpoolPosition; attempts: number }): void;
};

function keyOf(line: string): string {
  const kind = /"kind":"(\w+)"/.exec(line)?.[1] ?? '';
  const callId = /"callId":"([^"]+)"/.exec(line)?.[1] ?? '';
  return `${kind} ${Number.parseInt(callId.slice(24), 16)}.${/"attemptNo":(\d+)/.exec(line)?.[1] ?? ''}`;
}

/** An empty ledger. */
export function createBookedLedger(): BookedLedger {
  const marks = new Map<string, { position: SpoolPosition; attempts: number }>();
  const ledger: BookedLedger = {
    brought: [],
    keys: new Set(),
    away: false,
    restore: (spoolId, watermark) => void marks.set(spoolId, watermark),
    async apply(batch) {
      const lines = await unpackRecords(batch.records);
      const at = marks.get(batch.spoolId)?.position ?? { segment: 0, offset: 0 };
      if (comparePositions(batch.to, at) <= 0) return 'already';
      if (comparePositions(batch.from, at) > 0) return 'gap';
      marks.set(batch.spoolId, { position: batch.to, attempts: batch.attempts });
      for (const line of lines) {
        ledger.brought.push(keyOf(line));
        ledger.keys.add(keyOf(line));
      }
      return 'applied';
    },
    async watermarks(spoolIds) {
      if (ledger.away) throw new Error('Postgres is away');
      return spoolIds.flatMap((spoolId) => {
        const mark = marks.get(spoolId);
        return mark === undefined ? [] : [{ spoolId, ...mark }];
      });
    },
  };
  return ledger;
}
