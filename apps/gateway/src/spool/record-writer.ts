import { WeirError } from '@weir/protocol/errors';
import type { SpoolRecord } from '@weir/protocol/ledger';
import type { Logger } from '@weir/runtime/logger';
import { createFrameEncoder } from './frame.ts';
import { createOpenCalls, type OpenCalls } from './open-calls.ts';
import type { Recovered, Retained } from './recover.ts';
import { createSegmentList } from './segment-list.ts';
import type { SegmentWriter } from './segment-writer.ts';

export type RecordWriterOptions = {
  readonly writer: SegmentWriter;
  readonly recovered: Recovered;
  readonly segmentBytesMax: number;
  readonly bytesMax: number;
  readonly log: Logger;
};

/** Writes records into segments within the spool's bounds, and keeps count of them. */
export type RecordWriter = {
  /** Begins the first segment of this process, if there is none yet. */
  begin(): void;
  /** All of `records` with one write, or none of them. Throws WeirError spool_unavailable at the bound, and what the disk throws. */
  write(records: readonly SpoolRecord[]): void;
  readonly open: OpenCalls;
  /** Retained segments, rising; the last is the active one once there is one. */
  segments(): readonly Retained[];
  /** Ledger lines ever written. */
  readonly attempts: number;
  readonly bytes: number;
  /** Takes the oldest segment off the list. */
  forgetOldest(): void;
};

/** Those of `records` that settle what is under way. */
export function settlements(open: OpenCalls, records: readonly SpoolRecord[]): SpoolRecord[] {
  return records.filter(({ kind, callId }) => (kind === 'attempt' || kind === 'call') && open.has(callId));
}

/** A writer that goes on where `recovered` ends. */
export function createRecordWriter(options: RecordWriterOptions): RecordWriter {
  const { writer, recovered, segmentBytesMax, bytesMax, log } = options;
  const encoder = createFrameEncoder();
  const headEncoder = createFrameEncoder();
  const open = createOpenCalls();
  for (const call of recovered.open) open.carry(call);
  const segments = createSegmentList(recovered.segments);
  /** Settlements of Attempts already under way may go beyond the bound by so much. */
  const reserve = Math.min(bytesMax / 10, 64 * 1024 * 1024);
  let { attempts, records: recordCount } = recovered;
  /** Where the active segment's size is counted from: behind its `open` frames. */
  let firstOffset = 0;

  const checkRoom = (bytes: number, bytesAllowed: number) => {
    if (segments.bytes(writer.offset) + bytes > bytesAllowed) {
      throw new WeirError('spool_unavailable', 'The spool of this gateway is full.');
    }
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

  const write = (records: readonly SpoolRecord[]) => {
    const bytes = encoder.encode(records);
    makeRoom(bytes.length);
    checkRoom(bytes.length, settlements(open, records).length > 0 ? bytesMax + reserve : bytesMax);
    writer.write(bytes);
    for (const record of records) {
      open.apply(record);
      if (record.kind !== 'started') recordCount += 1;
      if (record.kind === 'attempt') attempts += 1;
    }
  };

  return {
    begin() {
      if (writer.segment === 0) rotate();
    },
    write,
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
