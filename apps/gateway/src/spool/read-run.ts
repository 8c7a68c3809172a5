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
export const chunkBytes = 384 * 1024;
const newline = 0x0a;
const empty = Buffer.alloc(0);

/** Positions in order: negative, zero or positive as `a` is before, at or after `b`. */
export function comparePositions(a: SpoolPosition, b: SpoolPosition): number {
  return a.segment === b.segment ? a.offset - b.offset : a.segment - b.segment;
}

type Collected = {
  /** Whole lines, in order; they lie in the buffers that they were read into. */
  blocks: Buffer[];
  /** A buffer that nothing uses any more, for the first chunk. */
  scratch: Buffer | undefined;
  bytes: number;
  records: number;
  attempts: number;
  damaged: number;
};

/** The lines of one chunk, moved together at its start: a frame's head is longer than the line feed that it makes way for. */
type Lines = { readonly chunk: Buffer; from: number; end: number };

function count(run: Collected, bytes: number): void {
  run.bytes += bytes;
  run.records += 1;
}

function close(run: Collected, lines: Lines): void {
  if (lines.end > lines.from) run.blocks.push(lines.chunk.subarray(lines.from, lines.end));
  lines.from = lines.end;
}

/** Steps over a damaged frame, keeping its bytes for people to look at. Undefined when nothing behind it is whole. */
function stepOver(chunk: Buffer, at: number): { end: number; line: Buffer } | undefined {
  const end = at + frameHeadBytes + chunk.readUInt32LE(at);
  if (end > chunk.length || (end < chunk.length && readFrame(chunk, end) === 'damaged')) return undefined;
  const bytes = chunk.toString('base64', at, end);
  return { end, line: Buffer.from(`${JSON.stringify({ kind: 'damaged', bytes })}\n`) };
}

function take(run: Collected, lines: Lines, frame: Frame): void {
  if (!isLedger(frame.kind)) return;
  const { chunk, end } = lines;
  const after = end + frame.end - frame.start;
  chunk.copyWithin(end, frame.start, frame.end);
  chunk[after] = newline;
  lines.end = after + 1;
  count(run, lines.end - end);
  if (frame.kind === frameKinds.attempt) run.attempts += 1;
}

function isFull(run: Collected, limits: RunLimits): boolean {
  return run.bytes >= limits.bytes || run.records >= limits.records;
}

/** Takes frames off `chunk`; gives the offset after the last one taken. `rest` lies beyond the chunk's end. */
function takeFrames(run: Collected, chunk: Buffer, limits: RunLimits): { end: number; lost: boolean } {
  const lines = { chunk, from: 0, end: 0 };
  const taken = takeInto(run, lines, limits);
  close(run, lines);
  return taken;
}

function takeInto(run: Collected, lines: Lines, limits: RunLimits): { end: number; lost: boolean } {
  const { chunk } = lines;
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
      close(run, lines);
      run.blocks.push(stepped.line);
      count(run, stepped.line.length);
      end = stepped.end;
      continue;
    }
    take(run, lines, frame);
    end = frame.end;
  }
  return { end, lost: false };
}

async function fill(file: FileHandle, span: { from: number; length: number }, buffer: Buffer): Promise<Buffer> {
  const { bytesRead } = await file.read(buffer, 0, span.length, span.from);
  return buffer.subarray(0, bytesRead);
}

function bufferFor(run: Collected, bytes: number): Buffer {
  const { scratch } = run;
  if (scratch === undefined || scratch.length < bytes) return Buffer.allocUnsafe(bytes);
  run.scratch = undefined;
  return scratch;
}

type Span = { readonly path: string; readonly from: number; readonly to: number };

/** Reads on in one open segment; gives the offset it came to. */
async function readOn(
  run: Collected,
  { file, from, to }: Span & { file: FileHandle },
  limits: RunLimits,
): Promise<number> {
  let at = from;
  let bytes = chunkBytes;
  while (at < to && !isFull(run, limits)) {
    const length = Math.min(bytes, to - at);
    const chunk = await fill(file, { from: at, length }, bufferFor(run, length));
    const { end, lost } = takeFrames(run, chunk, limits);
    if (end === 0 && (lost || chunk.length === to - at)) {
      // Nothing behind this point can be told apart into frames any more.
      run.damaged += 1;
      return to;
    }
    if (end === 0) bytes *= 2;
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

/** `scratch`: a buffer of `chunkBytes` to read into, in which the run's lines then may lie. */
export type RunRequest = { readonly from: SpoolPosition; readonly limits: RunLimits; readonly scratch?: Buffer };

/**
 * Reads records from `from` on, which may lie in a segment that is gone: then from the oldest one retained. A run may
 * span segments. `extents` rise.
 */
export async function readRun(directory: string, extents: readonly Extent[], request: RunRequest): Promise<Run> {
  const { from, limits, scratch } = request;
  const run: Collected = { blocks: [], scratch, bytes: 0, records: 0, attempts: 0, damaged: 0 };
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
