import { WeirError } from '@weir/protocol/errors';
import type { SpoolRecord } from '@weir/protocol/ledger';
import type { Logger } from '@weir/runtime/logger';
import { createFrameEncoder } from './frame.ts';
import { createOpenCalls, type OpenCalls } from './open-calls.ts';
import type { Recovered, Retained } from './recover.ts';
import { createSegmentList } from './segment-list.ts';
import type { SegmentWriter } from './segment-writer.ts';

export type AppenderOptions = {
  readonly writer: SegmentWriter;
  readonly recovered: Recovered;
  /** Closes what the last process left open; written before anything else. */
  readonly closing: readonly SpoolRecord[];
  readonly segmentBytesMax: number;
  readonly bytesMax: number;
  readonly log: Logger;
};

/** Settled records that the disk refused, kept to be written once it takes them. */
const backlogMax = 10_000;

/** The writing half of a spool: what is in it, what is open, how large it is. */
export type Appender = {
  append(records: readonly SpoolRecord[]): void;
  /** Writes what earlier failed. Throws while the disk still refuses it. */
  catchUp(): void;
  readonly open: OpenCalls;
  /** Retained segments, rising; the last is the active one once there is one. */
  segments(): readonly Retained[];
  /** Ledger lines and records ever written. */
  readonly attempts: number;
  readonly bytes: number;
  /** Takes the oldest segment off the list. */
  forgetOldest(): void;
};

function unavailable(reason: string, cause?: unknown): WeirError {
  return new WeirError('spool_unavailable', reason, { cause });
}

/** The writing half over what was recovered. It has no active segment until the first `catchUp` or `append`. */
export function createAppender(options: AppenderOptions): Appender {
  const { writer, recovered, segmentBytesMax, bytesMax, log } = options;
  const encoder = createFrameEncoder();
  const headEncoder = createFrameEncoder();
  const open = createOpenCalls();
  for (const call of recovered.open) open.carry(call);
  const segments = createSegmentList(recovered.segments);
  /** Settlements of Attempts already under way may go beyond the bound by so much. */
  const reserve = Math.min(bytesMax / 10, 64 * 1024 * 1024);
  let backlog: SpoolRecord[] = [...options.closing];
  let { attempts, records: recordCount } = recovered;
  /** Where the active segment's size is counted from: behind its `open` frames. */
  let firstOffset = 0;

  const checkRoom = (bytes: number, bytesAllowed: number) => {
    if (segments.bytes(writer.offset) + bytes > bytesAllowed) throw unavailable('The spool of this gateway is full.');
  };

  const rotate = () => {
    const openFrames = headEncoder.encodeOpen(open.calls());
    // The reserve is for settlements, and for what the last process left open.
    checkRoom(openFrames.length, writer.segment === 0 ? bytesMax + reserve : bytesMax);
    const segment = writer.segment === 0 ? recovered.next : writer.segment + 1;
    const leftBytes = writer.offset;
    const counts = { attempts, records: recordCount };
    const header = { spoolId: recovered.spoolId, segment, ...counts, openCalls: open.size };
    writer.begin(header, openFrames);
    segments.begin({ segment, bytes: writer.offset, ...counts }, leftBytes);
    firstOffset = writer.offset;
  };

  const makeRoom = (bytes: number) => {
    if (writer.segment === 0) return rotate();
    const own = writer.offset - firstOffset;
    if (own === 0 || own + bytes <= segmentBytesMax) return;
    try {
      rotate();
    } catch (error) {
      log.warn({ err: error }, 'could not begin a spool segment; the last one grows on');
      firstOffset = writer.offset;
    }
  };

  const settles = (records: readonly SpoolRecord[]) =>
    records.some((record) => record.kind !== 'started' && open.has(record.callId));

  const write = (records: readonly SpoolRecord[]) => {
    const bytes = encoder.encode(records);
    makeRoom(bytes.length);
    checkRoom(bytes.length, settles(records) ? bytesMax + reserve : bytesMax);
    writer.write(bytes);
    for (const record of records) {
      open.apply(record);
      if (record.kind !== 'started') recordCount += 1;
      if (record.kind === 'attempt') attempts += 1;
    }
  };

  const catchUp = () => {
    if (writer.segment === 0) rotate();
    if (backlog.length === 0) return;
    write(backlog);
    backlog = [];
  };

  const keep = (records: readonly SpoolRecord[]) => {
    const settled = records.filter((record) => record.kind !== 'started' && open.has(record.callId));
    if (backlog.length + settled.length <= backlogMax) backlog.push(...settled);
  };

  return {
    append(records) {
      try {
        if (backlog.length > 0) catchUp();
        write(records);
      } catch (error) {
        if (error instanceof RangeError)
          throw new WeirError('internal', 'A ledger record is too large.', { cause: error });
        keep(records);
        throw error instanceof WeirError ? error : unavailable('The disk of the spool does not take records.', error);
      }
    },
    catchUp,
    open,
    segments: () => segments.all(writer.offset),
    get attempts() {
      return attempts;
    },
    get bytes() {
      return segments.bytes(writer.offset);
    },
    forgetOldest: segments.forgetOldest,
  };
}
