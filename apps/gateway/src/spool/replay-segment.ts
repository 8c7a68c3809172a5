import { spoolRecord } from '@weir/queue/ledger-record';
import { type Frame, frameKinds, readFrame } from './frame.ts';
import { createOpenCalls, type OpenCalls, openCall } from './open-calls.ts';
import { decodeHeader, headerBytes, type SegmentHeader } from './segment-header.ts';

/** What a segment holds, as found on disk. */
export type ReplayedSegment = {
  readonly header: SegmentHeader;
  /** Calls open at its end. */
  readonly open: OpenCalls;
  /** Offset after the last whole frame; what follows was torn by a crash. */
  readonly end: number;
  /** Ledger lines of the spool up to `end`. */
  readonly attempts: number;
  readonly records: number;
  /** Frames that the disk damaged or nobody can read; they are stepped over. */
  readonly damaged: number;
};

/** The end of a damaged frame when a whole one follows it: then it is damage, not the torn end of a crash. */
function endOfDamage(bytes: Buffer, at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 9 + bytes.readUInt32LE(at);
  if (end >= bytes.length) return undefined;
  return typeof readFrame(bytes, end) === 'string' ? undefined : end;
}

function payload(bytes: Buffer, frame: Frame): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', frame.start, frame.end));
  } catch {
    return undefined;
  }
}

function carriedCalls(bytes: Buffer, count: number): { open: OpenCalls; end: number } | undefined {
  const open = createOpenCalls();
  let end = headerBytes;
  for (let carried = 0; carried < count; carried += 1) {
    const frame = readFrame(bytes, end);
    if (typeof frame === 'string' || frame.kind !== frameKinds.open) return undefined;
    const call = openCall.safeParse(payload(bytes, frame));
    if (call.success) open.carry(call.data);
    end = frame.end;
  }
  return { open, end };
}

/** False when the frame holds no record that this release knows. */
function applyFrame(bytes: Buffer, frame: Frame, open: OpenCalls): boolean {
  const record = spoolRecord.safeParse(payload(bytes, frame));
  if (record.success) open.apply(record.data);
  return record.success;
}

/**
 * Reads a whole segment; undefined when its head was torn while it was being created, so that nothing in it was ever
 * relied on. Frames are taken up to the first one that is torn.
 */
export function replaySegment(bytes: Buffer): ReplayedSegment | undefined {
  const header = decodeHeader(bytes);
  const carried = header && carriedCalls(bytes, header.openCalls);
  if (header === undefined || carried === undefined) return undefined;
  const { open } = carried;
  const counts = { attempts: header.attempts, records: header.records, damaged: 0 };
  let end = carried.end;
  while (end < bytes.length) {
    const frame = readFrame(bytes, end);
    if (frame === 'short') break;
    if (frame === 'damaged') {
      const next = endOfDamage(bytes, end);
      if (next === undefined) break;
      counts.damaged += 1;
      end = next;
      continue;
    }
    if (!applyFrame(bytes, frame, open)) counts.damaged += 1;
    if (frame.kind === frameKinds.attempt) counts.attempts += 1;
    if (frame.kind !== frameKinds.started) counts.records += 1;
    end = frame.end;
  }
  return { header, open, end, ...counts };
}
