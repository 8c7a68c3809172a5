import { WeirError } from '@weir/protocol/errors';
import type { SpoolRecord } from '@weir/protocol/ledger';
import { type RecordWriter, settlements } from './record-writer.ts';

/** Settled records that the disk refused, kept to be written once it takes them: so many at most. */
const backlogMax = 10_000;

/** Appends records, and does not let go of those that settle what is under way. */
export type Appender = {
  /** Throws WeirError; then nothing of `records` is on disk, and settlements among them are tried again later. */
  append(records: readonly SpoolRecord[]): void;
  /** Writes what earlier failed. Throws while the disk still refuses it. */
  catchUp(): void;
};

function toRefusal(error: unknown): WeirError {
  if (error instanceof WeirError) return error;
  if (error instanceof RangeError) return new WeirError('internal', 'A ledger record is too large.', { cause: error });
  return new WeirError('spool_unavailable', 'The disk of the spool does not take records.', { cause: error });
}

/** An appender that writes `closing`, what closes the Calls of the last process, before anything else. */
export function createAppender(writer: RecordWriter, closing: readonly SpoolRecord[]): Appender {
  let backlog = [...closing];

  const catchUp = () => {
    writer.begin();
    if (backlog.length === 0) return;
    writer.write(backlog);
    backlog = [];
  };

  return {
    append(records) {
      try {
        if (backlog.length > 0) catchUp();
        writer.write(records);
      } catch (error) {
        const settled = error instanceof RangeError ? [] : settlements(writer.open, records);
        if (backlog.length + settled.length <= backlogMax) backlog.push(...settled);
        throw toRefusal(error);
      }
    },
    catchUp,
  };
}
