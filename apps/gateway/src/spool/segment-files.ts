import { closeSync, fdatasync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeHeader, headerBytes, type SegmentHeader } from './segment-header.ts';

/** The system calls that can fail for want of disk; replaced where a full or broken disk is acted out. */
export type SpoolDisk = {
  openSync(path: string, flags: string, mode: number): number;
  /** Writes at `position`; gives how many bytes were taken, which may be fewer. */
  writeSync(fd: number, bytes: Buffer, position: number): number;
  ftruncateSync(fd: number, length: number): void;
  closeSync(fd: number): void;
  unlinkSync(path: string): void;
  fdatasync(fd: number): Promise<void>;
};

export const realDisk: SpoolDisk = {
  ...{ openSync, ftruncateSync, closeSync, unlinkSync },
  writeSync: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position),
  fdatasync: promisify(fdatasync),
};

/** Where segment `segment` lies. */
export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${String(segment).padStart(10, '0')}.seg`);
}

/** The numbers of the segments in a directory, rising. */
export async function listSegments(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  const numbers = names.flatMap((name) => (/^\d{10}\.seg$/.test(name) ? [Number.parseInt(name, 10)] : []));
  return numbers.sort((a, b) => a - b);
}

/** Reads the header and the size of a segment; the header is undefined when it is not whole. */
export async function readSegmentHead(path: string): Promise<{ header: SegmentHeader | undefined; bytes: number }> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(headerBytes);
    await file.read(head, 0, headerBytes, 0);
    return { header: decodeHeader(head), bytes: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

/** When a file was last written, in milliseconds. */
export async function lastWriteMs(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}

/** Makes created and deleted names of a directory survive a loss of power. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
