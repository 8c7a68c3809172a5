import { type FileHandle, open } from 'node:fs/promises';
import type { SpoolPosition } from '@weir/protocol/ledger';
import { type Frame, frameHeadBytes, frameKinds, isLedger, readFrame } from './frame.ts';
import { segmentPath } from './segment-files.ts';
import { headerBytes } from './segment-header.ts';

/** A retained segment and how many of its bytes are whole frames. */
export type Extent = { readonly segment: number; readonly bytes: number };

/** Where reading stops: at `until`, or once a run has so many bytes or records. */
export type RunLimits = { readonly bytes: number; readonly records: number; readonly until?: SpoolPosition };

/** Records of a spool from one position on, as they stand on disk. */
export type Run = {
  /** Where the next run starts. */
  readonly to: SpoolPosition;
  /** Records, one a line. Those that the disk damaged are lines that no schema accepts. */
  readonly lines: Buffer;
  readonly records: number;
  /** Ledger lines among the records. */
  readonly attempts: number;
  /** Damaged stretches met. */
  readonly damaged: number;
};

/** Holds a full run with the frames between that are not shipped. */
const chunkBytes = 384 * 1024;
const newline = Buffer.from('\n');
const empty = Buffer.alloc(0);

/** Positions in order: negative, zero or positive as `a` is before, at or after `b`. */
export function comparePositions(a: SpoolPosition, b: SpoolPosition): number {
  return a.segment === b.segment ? a.offset - b.offset : a.segment - b.segment;
}

type Collected = {
  /** Whole runs of lines, one a chunk. */
  blocks: Buffer[];
  /** Lines of the chunk in hand; they lie in its buffer, which the next chunk takes over. */
  parts: Buffer[];
  bytes: number;
  records: number;
  attempts: number;
  damaged: number;
};

function collect(run: Collected, line: Buffer): void {
  run.parts.push(line, newline);
  run.bytes += line.length + 1;
  run.records += 1;
}

/** Steps over a damaged frame, keeping its bytes for people to look at. Undefined when nothing behind it is whole. */
function stepOver(chunk: Buffer, at: number): { end: number; line: Buffer } | undefined {
  const end = at + frameHeadBytes + chunk.readUInt32LE(at);
  if (end > chunk.length || (end < chunk.length && readFrame(chunk, end) === 'damaged')) return undefined;
  const bytes = chunk.toString('base64', at, end);
  return { end, line: Buffer.from(JSON.stringify({ kind: 'damaged', bytes })) };
}

function take(run: Collected, chunk: Buffer, frame: Frame): void {
  if (!isLedger(frame.kind)) return;
  collect(run, chunk.subarray(frame.start, frame.end));
  if (frame.kind === frameKinds.attempt) run.attempts += 1;
}

function isFull(run: Collected, limits: RunLimits): boolean {
  return run.bytes >= limits.bytes || run.records >= limits.records;
}

/** Takes frames off `chunk`; gives the offset after the last one taken. `rest` lies beyond the chunk's end. */
function takeFrames(run: Collected, chunk: Buffer, limits: RunLimits): { end: number; lost: boolean } {
  let end = 0;
  while (end < chunk.length && !isFull(run, limits)) {
    const frame = readFrame(chunk, end);
    if (frame === 'short') break;
    if (frame === 'damaged') {
      // Looked at again with a whole chunk behind it.
      if (end > 0) break;
      const stepped = stepOver(chunk, end);
      if (stepped === undefined) return { end, lost: true };
      run.damaged += 1;
      collect(run, stepped.line);
      end = stepped.end;
      continue;
    }
    take(run, chunk, frame);
    end = frame.end;
  }
  return { end, lost: false };
}

async function fill(file: FileHandle, span: { from: number; length: number }, buffer: Buffer): Promise<Buffer> {
  const { bytesRead } = await file.read(buffer, 0, span.length, span.from);
  return buffer.subarray(0, bytesRead);
}

type Span = { readonly path: string; readonly from: number; readonly to: number };

/** Reads on in one open segment; gives the offset it came to. */
async function readOn(
  run: Collected,
  { file, from, to }: Span & { file: FileHandle },
  limits: RunLimits,
): Promise<number> {
  let at = from;
  let buffer = Buffer.allocUnsafe(Math.min(chunkBytes, to - from));
  while (at < to && !isFull(run, limits)) {
    const chunk = await fill(file, { from: at, length: Math.min(buffer.length, to - at) }, buffer);
    const { end, lost } = takeFrames(run, chunk, limits);
    run.blocks.push(Buffer.concat(run.parts));
    run.parts = [];
    if (end === 0 && (lost || chunk.length === to - at)) {
      // Nothing behind this point can be told apart into frames any more.
      run.damaged += 1;
      return to;
    }
    if (end === 0) buffer = Buffer.allocUnsafe(buffer.length * 2);
    at += end;
  }
  return at;
}

async function readSegment(run: Collected, span: Span, limits: RunLimits): Promise<number> {
  if (span.from >= span.to || isFull(run, limits)) return span.from;
  const file = await open(span.path, 'r');
  try {
    return await readOn(run, { ...span, file }, limits);
  } finally {
    await file.close();
  }
}

/**
 * Reads records from `from` on, which may lie in a segment that is gone: then from the oldest one retained. A run may
 * span segments. `extents` rise.
 */
export async function readRun(
  directory: string,
  extents: readonly Extent[],
  request: { from: SpoolPosition; limits: RunLimits },
): Promise<Run> {
  const { from, limits } = request;
  const run: Collected = { blocks: [], parts: [], bytes: 0, records: 0, attempts: 0, damaged: 0 };
  let to = from;
  for (const { segment, bytes } of extents) {
    if (segment < from.segment || isFull(run, limits)) continue;
    if (limits.until !== undefined && comparePositions({ segment, offset: 0 }, limits.until) > 0) break;
    const start = segment === from.segment ? Math.max(from.offset, headerBytes) : headerBytes;
    const end = limits.until?.segment === segment ? Math.min(bytes, limits.until.offset) : bytes;
    const path = segmentPath(directory, segment);
    to = { segment, offset: await readSegment(run, { path, from: start, to: Math.max(start, end) }, limits) };
  }
  return {
    to,
    lines: run.blocks.length === 1 ? (run.blocks[0] ?? empty) : Buffer.concat(run.blocks),
    records: run.records,
    attempts: run.attempts,
    damaged: run.damaged,
  };
}
