import type { SpoolPosition, SpoolRecord } from '@weir/protocol/ledger';
import type { Run, RunLimits } from './read-run.ts';

/** What a spool says of itself, for metrics and readiness. */
export type SpoolStats = {
  readonly spoolId: string;
  /** Ledger lines ever written to this spool: attempts served and closed. */
  readonly served: number;
  /** Of them, those that are in Postgres as far as is known. */
  readonly recorded: number;
  /** Bytes that Postgres does not have yet, and bytes on disk. */
  readonly pendingBytes: number;
  readonly bytes: number;
  readonly bytesMax: number;
  readonly segments: number;
  readonly openAttempts: number;
  readonly openCalls: number;
  /** Attempts that a predecessor's death cut, closed when the spool was opened. */
  readonly interrupted: number;
  /** Damaged stretches met on disk. */
  readonly damaged: number;
  /** Why no new Attempt may leave; undefined when all is well. */
  readonly failing: string | undefined;
};

/**
 * The gateway's ledger on local disk. `append` returns only after the records are with the operating system: they
 * survive the death of the process, and within the sync interval that of the machine.
 */
export type Spool = {
  readonly id: string;
  /** One write(2) for all `records`. Throws WeirError spool_unavailable, then nothing of them is kept. */
  append(records: readonly SpoolRecord[]): void;
  stats(): SpoolStats;
  /** Records from `from` on, as far as the spool goes. One reads at a time: a run's lines stand until the next read. */
  read(from: SpoolPosition, limits: RunLimits): Promise<Run>;
  /** Notes how far Postgres has the spool. */
  recorded(watermark: { readonly position: SpoolPosition; readonly attempts: number }): void;
  /** Deletes the segments before `position` that nothing needs any more. */
  release(position: SpoolPosition): Promise<void>;
  /** Where the next record will stand. */
  end(): SpoolPosition;
  /** True when another process waits for the directory. */
  wanted(): Promise<boolean>;
  /** Syncs and lets go of the directory. */
  close(): Promise<void>;
  /** Deletes the spool for good; for one whose every record is in Postgres. */
  remove(): Promise<void>;
};
