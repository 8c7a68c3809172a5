import { mkdir, rename, unlink } from 'node:fs/promises';
import { WeirError } from '@weir/protocol/errors';
import type { SpoolPosition } from '@weir/protocol/ledger';
import type { Logger } from '@weir/runtime/logger';
import { type Appender, createAppender } from './appender.ts';
import { interruptedRecords } from './interrupted.ts';
import { chunkBytes, comparePositions, readRun } from './read-run.ts';
import { createRecordWriter, type RecordWriter } from './record-writer.ts';
import { type Recovered, type Retained, recover } from './recover.ts';
import { realDisk, type SpoolDisk, segmentPath } from './segment-files.ts';
import { headerBytes } from './segment-header.ts';
import { createSegmentWriter, type SegmentWriter } from './segment-writer.ts';
import type { Spool } from './spool.ts';
import { lockSpool, type SpoolLock } from './spool-lock.ts';

export type SpoolOptions = {
  readonly directory: string;
  readonly now: () => number;
  readonly log: Logger;
  /** How often written records are made to survive a loss of power. Default 50. */
  readonly fsyncMs?: number;
  /** A segment is left once it is larger. Default 8 MB. */
  readonly segmentBytesMax?: number;
  /** New Attempts are refused beyond it. Default 10 GB. */
  readonly bytesMax?: number;
  /** How long to wait for another process to leave the directory. Default 20 s. */
  readonly lockWaitMs?: number;
  readonly disk?: SpoolDisk;
};

type Parts = {
  readonly options: SpoolOptions;
  readonly lock: SpoolLock;
  readonly writer: SegmentWriter;
  readonly records: RecordWriter;
  readonly appender: Appender;
  readonly recovered: Recovered;
  readonly interrupted: number;
};

const zero: SpoolPosition = { segment: 0, offset: 0 };
const defaultBytesMax = 10 * 1024 ** 3;

/** Syncs every `fsyncMs` and writes what a failing disk refused; `failing` says what is wrong for as long as it is. */
function startUpkeep({ options, writer, appender }: Parts): { failing(): string | undefined; stop(): Promise<void> } {
  const { log, fsyncMs = 50 } = options;
  let failing: string | undefined;
  let running: Promise<void> | undefined;

  const once = async () => {
    try {
      appender.catchUp();
      await writer.sync();
      if (failing !== undefined) log.info('the spool works again');
      failing = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (failing !== reason) log.error({ err: error }, 'the spool cannot be written');
      failing = reason;
    }
  };
  const timer = setInterval(() => {
    running ??= once().finally(() => {
      running = undefined;
    });
  }, fsyncMs);
  timer.unref();

  return {
    failing: () => failing,
    async stop() {
      clearInterval(timer);
      await running;
      await once();
    },
  };
}

/** Bytes after `position`, frames that never go to Postgres included. */
function bytesAfter(segments: readonly Retained[], position: SpoolPosition): number {
  return segments.reduce((sum, { segment, bytes }) => {
    if (segment < position.segment) return sum;
    return sum + bytes - (segment === position.segment ? Math.max(position.offset, headerBytes) : headerBytes);
  }, 0);
}

async function deleteBefore(parts: Parts, position: SpoolPosition, keep: ReadonlySet<number>): Promise<void> {
  const { options, writer, records } = parts;
  for (const { segment, bytes } of records.segments()) {
    // The next segment's head holds what was open at the end of this one: it must be safe before this one goes.
    if (segment >= writer.durableSegment || comparePositions(position, { segment, offset: bytes }) < 0) return;
    const path = segmentPath(options.directory, segment);
    records.forgetOldest();
    await (keep.has(segment) ? rename(path, `${path}.damaged`) : unlink(path));
  }
}

function assemble(parts: Parts): Spool {
  const { options, lock, writer, records: book, appender, recovered } = parts;
  const upkeep = startUpkeep(parts);
  const damagedSegments = new Set<number>();
  /** Buffers of this size outlive young garbage and would each have to wait for a collection of everything. */
  let scratch: Buffer | undefined;
  let damaged = 0;
  let watermark = { position: zero, attempts: 0 };
  let released = zero;
  let closed = false;

  const close = async () => {
    if (closed) return;
    closed = true;
    await upkeep.stop();
    await writer.close();
    await lock.release();
  };

  return {
    id: recovered.spoolId,
    append(records) {
      if (closed) throw new WeirError('spool_unavailable', 'The spool of this gateway is closed.');
      lock.check(options.now());
      const cause = upkeep.failing();
      // What is under way may still try to settle.
      if (cause !== undefined && records.some(({ kind }) => kind === 'started' || kind === 'feedback')) {
        throw new WeirError('spool_unavailable', 'The spool of this gateway cannot be written.', { cause });
      }
      appender.append(records);
    },
    async read(from, limits) {
      scratch ??= Buffer.allocUnsafe(chunkBytes);
      const run = await readRun(options.directory, book.segments(), { from, limits, scratch });
      if (run.damaged > 0) {
        damaged += run.damaged;
        options.log.error({ from, to: run.to, damaged: run.damaged }, 'the disk damaged records of the spool');
        for (let segment = from.segment; segment <= run.to.segment; segment += 1) damagedSegments.add(segment);
      }
      return run;
    },
    recorded(next) {
      watermark = next;
    },
    async release(position) {
      if (comparePositions(position, released) > 0) released = position;
      await deleteBefore(parts, released, damagedSegments);
    },
    end() {
      const last = book.segments().at(-1);
      return last === undefined ? zero : { segment: last.segment, offset: last.bytes };
    },
    stats: () => ({
      spoolId: recovered.spoolId,
      served: book.attempts,
      recorded: watermark.attempts,
      pendingBytes: bytesAfter(book.segments(), released),
      bytes: book.bytes,
      bytesMax: options.bytesMax ?? defaultBytesMax,
      segments: book.segments().length,
      openAttempts: book.open.attempts,
      openCalls: book.open.size,
      interrupted: parts.interrupted,
      damaged,
      failing: upkeep.failing(),
    }),
    wanted: () => lock.wanted(),
    close,
    async remove() {
      closed = true;
      await upkeep.stop();
      await writer.close();
      for (const { segment } of book.segments()) await unlink(segmentPath(options.directory, segment));
      await lock.release();
    },
  };
}

/**
 * Opens the spool in a directory, alone. What the last process left open is closed as `interrupted`, exactly once, even
 * when this is cut short and done again. Throws WeirError spool_unavailable when another process keeps the directory.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { directory, log } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const lock = await lockSpool(directory, options.lockWaitMs ?? 20_000);
  try {
    const recovered = await recover(directory, log);
    const closing = interruptedRecords(recovered.open, recovered.lastSignMs);
    const interrupted = closing.filter(({ kind }) => kind === 'attempt').length;
    if (interrupted > 0) log.warn({ interrupted }, 'closed attempts that were cut when the gateway stopped');
    const writer = createSegmentWriter(directory, options.disk ?? realDisk);
    const { segmentBytesMax = 8 * 1024 * 1024, bytesMax = defaultBytesMax } = options;
    const records = createRecordWriter({ writer, recovered, segmentBytesMax, bytesMax, log });
    const appender = createAppender(records, closing);
    try {
      appender.catchUp();
    } catch (error) {
      log.error({ err: error }, 'the spool cannot be written yet');
    }
    return assemble({ options, lock, writer, records, appender, recovered, interrupted });
  } catch (error) {
    await lock.release();
    throw error;
  }
}
