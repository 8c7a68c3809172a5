import { readFile, rename, truncate, unlink } from 'node:fs/promises';
import type { Logger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import type { OpenCall } from './open-calls.ts';
import type { Extent } from './read-run.ts';
import { type ReplayedSegment, replaySegment } from './replay-segment.ts';
import { lastWriteMs, listSegments, readSegmentHead, segmentPath } from './segment-files.ts';
import { headerBytes } from './segment-header.ts';

/** A retained segment with the counts before it, see SegmentHeader. */
export type Retained = Extent & { readonly attempts: number; readonly records: number };

/** What a spool directory held when it was opened. */
export type Recovered = {
  readonly spoolId: string;
  readonly segments: readonly Retained[];
  /** Number of the next segment. */
  readonly next: number;
  readonly attempts: number;
  readonly records: number;
  /** Calls that the last process left open. */
  readonly open: readonly OpenCall[];
  /** When that process last wrote. */
  readonly lastSignMs: number;
};

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Removes a segment whose head was torn; one that holds anything else is kept aside for people to look at. */
async function discard(path: string, bytes: Buffer, log: Logger): Promise<void> {
  if (bytes.length <= headerBytes || isBlank(bytes.subarray(0, headerBytes))) return unlink(path);
  log.error({ path, bytes: bytes.length }, 'a spool segment has no readable head; it is kept aside');
  await rename(path, `${path}.damaged`);
}

/** The last segment that counts; torn beginnings of later ones are removed, its own torn end is cut off. */
async function replayLast(directory: string, numbers: number[], log: Logger): Promise<ReplayedSegment | undefined> {
  for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
    const path = segmentPath(directory, number);
    const bytes = await readFile(path);
    const replayed = replaySegment(bytes);
    if (replayed !== undefined) {
      const torn = bytes.length - replayed.end;
      if (replayed.damaged > 0) log.error({ path, frames: replayed.damaged }, 'the disk damaged records of the spool');
      if (torn > 0) log.warn({ path, bytes: torn }, 'cut the torn end off a spool segment');
      if (torn > 0) await truncate(path, replayed.end);
      return replayed;
    }
    await discard(path, bytes, log);
  }
  return undefined;
}

async function readRetained(directory: string, number: number, log: Logger): Promise<Retained[]> {
  const path = segmentPath(directory, number);
  const { header, bytes } = await readSegmentHead(path);
  if (header !== undefined) return [{ segment: number, bytes, attempts: header.attempts, records: header.records }];
  log.error({ path }, 'a spool segment has no readable head; it is kept aside');
  await rename(path, `${path}.damaged`);
  return [];
}

/**
 * Reads what a spool directory holds. Only the newest segment is replayed: it begins with the Calls that were open when
 * the one before it was left. A directory without segments is a new spool with an id of its own.
 */
export async function recover(directory: string, log: Logger): Promise<Recovered> {
  const numbers = await listSegments(directory);
  const highest = numbers.at(-1) ?? 0;
  const last = await replayLast(directory, numbers, log);
  if (last === undefined) {
    const none = { segments: [], attempts: 0, records: 0, open: [], lastSignMs: 0 };
    return { spoolId: uuidv7(), next: highest + 1, ...none };
  }
  const { header, end, attempts, records } = last;
  const before = await Promise.all(numbers.map((number) => readRetained(directory, number, log)));
  const own = { segment: header.segment, bytes: end, attempts: header.attempts, records: header.records };
  return {
    spoolId: header.spoolId,
    segments: [...before.flat(), own],
    next: header.segment + 1,
    attempts,
    records,
    open: [...last.open.calls()],
    lastSignMs: await lastWriteMs(segmentPath(directory, header.segment)),
  };
}
