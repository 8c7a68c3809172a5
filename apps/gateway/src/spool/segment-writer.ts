import { type SpoolDisk, segmentPath, syncDirectory } from './segment-files.ts';
import { encodeHeader, type SegmentHeader } from './segment-header.ts';

/** Writes the end of a spool: one active segment, each write whole or not there. */
export type SegmentWriter = {
  /** Leaves the active segment for a new one that begins with `openFrames`. On failure the old one stays active. */
  begin(header: SegmentHeader, openFrames: Buffer): void;
  /** Appends `bytes` with one write before it returns. On failure nothing of them is left in the segment. */
  write(bytes: Buffer): void;
  /** Number of the active segment; 0 before the first. */
  readonly segment: number;
  /** Where the next write goes. */
  readonly offset: number;
  /** The newest segment whose name and head would survive a loss of power. */
  readonly durableSegment: number;
  /** Makes everything written before the call survive a loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

type Active = { readonly fd: number; readonly segment: number; offset: number; dirty: boolean };

function put(disk: SpoolDisk, target: Active, bytes: Buffer): void {
  let done = 0;
  while (done < bytes.length) {
    const rest = done === 0 ? bytes : bytes.subarray(done);
    const written = disk.writeSync(target.fd, rest, target.offset + done);
    if (written === 0) throw new Error('the disk took no bytes');
    done += written;
  }
}

type NewSegment = { readonly path: string; readonly segment: number; readonly head: Buffer };

/** A new segment file that holds `head`; none is left when that fails. */
function create(disk: SpoolDisk, { path, segment, head }: NewSegment): Active {
  const fd = disk.openSync(path, 'wx', 0o600);
  const created = { fd, segment, offset: 0, dirty: true };
  try {
    put(disk, created, head);
    created.offset = head.length;
    return created;
  } catch (error) {
    disk.closeSync(fd);
    disk.unlinkSync(path);
    throw error;
  }
}

async function syncOne(disk: SpoolDisk, target: Active): Promise<void> {
  if (!target.dirty) return;
  target.dirty = false;
  try {
    await disk.fdatasync(target.fd);
  } catch (error) {
    target.dirty = true;
    throw error;
  }
}

/** A writer into `directory` that has no active segment yet. */
export function createSegmentWriter(directory: string, disk: SpoolDisk): SegmentWriter {
  let active: Active | undefined;
  /** Segments left behind that still wait for their last sync. */
  const left: Active[] = [];
  let durableSegment = 0;
  /** A failed write left bytes behind that could not be cut off yet. */
  let torn = false;

  const cutBack = (target: Active) => {
    torn = true;
    disk.ftruncateSync(target.fd, target.offset);
    torn = false;
  };

  return {
    begin(header, openFrames) {
      const head = Buffer.concat([encodeHeader(header), openFrames]);
      const path = segmentPath(directory, header.segment);
      const created = create(disk, { path, segment: header.segment, head });
      if (active !== undefined) left.push(active);
      active = created;
      torn = false;
    },
    write(bytes) {
      if (active === undefined) throw new Error('the spool has no active segment');
      if (torn) cutBack(active);
      try {
        put(disk, active, bytes);
      } catch (error) {
        cutBack(active);
        throw error;
      }
      active.offset += bytes.length;
      active.dirty = true;
    },
    get segment() {
      return active?.segment ?? 0;
    },
    get offset() {
      return active?.offset ?? 0;
    },
    get durableSegment() {
      return durableSegment;
    },
    async sync() {
      const current = active;
      for (let oldest = left[0]; oldest !== undefined; oldest = left[0]) {
        await syncOne(disk, oldest);
        left.shift();
        disk.closeSync(oldest.fd);
      }
      if (current === undefined) return;
      await syncOne(disk, current);
      if (durableSegment === current.segment) return;
      await syncDirectory(directory);
      durableSegment = current.segment;
    },
    async close() {
      const last = active;
      active = undefined;
      for (const { fd } of last === undefined ? left : [...left, last]) disk.closeSync(fd);
      left.length = 0;
    },
  };
}
