import { crc32 } from 'node:zlib';
import type { SpoolRecord } from '@weir/protocol/ledger';
import type { OpenCall } from './open-calls.ts';

/**
 * A frame: u32 length of the payload, u32 CRC-32 of kind and payload, u8 kind, then the payload as UTF-8 JSON. The kind
 * stands outside the JSON so that frames can be shipped without being parsed.
 */
export const frameHeadBytes = 9;

/** No record is larger; a length beyond it is damage. */
export const payloadBytesMax = 4 * 1024 * 1024;

/** `open` heads a segment: the calls that were open when the segment before it was left. */
export const frameKinds = { started: 1, attempt: 2, call: 3, open: 4 } as const;
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

/** Feedback stands in a Call's frame: a release that does not know it ships it unread, and would take another kind for damage. */
const kindOfRecord = { ...frameKinds, feedback: frameKinds.call } as const;

function kindOf(byte: number): FrameKind | undefined {
  return byte === 1 || byte === 2 || byte === 3 || byte === 4 ? byte : undefined;
}

/** True for what goes to Postgres. */
export function isLedger(kind: FrameKind): boolean {
  return kind === frameKinds.attempt || kind === frameKinds.call;
}

/** Builds runs of frames in one buffer that is used again for the next run. */
export type FrameEncoder = {
  /** The frames of `records` as bytes, valid until the next call. Throws RangeError when one record is too large. */
  encode(records: readonly SpoolRecord[]): Buffer;
  /** The `open` frames of `calls`, likewise. */
  encodeOpen(calls: Iterable<OpenCall>): Buffer;
};

/** An encoder whose buffer grows to the largest run it has met. */
export function createFrameEncoder(): FrameEncoder {
  let scratch = Buffer.allocUnsafe(64 * 1024);

  const put = (kind: FrameKind, json: string, at: number): number => {
    // A UTF-16 unit is at most 3 bytes of UTF-8.
    const room = at + frameHeadBytes + json.length * 3;
    if (room > scratch.length) {
      const grown = Buffer.allocUnsafe(room * 2);
      scratch.copy(grown, 0, 0, at);
      scratch = grown;
    }
    const length = scratch.write(json, at + frameHeadBytes);
    if (length > payloadBytesMax) throw new RangeError(`a record of ${length} bytes is too large for the spool`);
    const end = at + frameHeadBytes + length;
    scratch[at + 8] = kind;
    scratch.writeUInt32LE(length, at);
    scratch.writeUInt32LE(crc32(scratch.subarray(at + 8, end)), at + 4);
    return end;
  };

  return {
    encode(records) {
      let end = 0;
      for (const record of records) end = put(kindOfRecord[record.kind], JSON.stringify(record), end);
      return scratch.subarray(0, end);
    },
    encodeOpen(calls) {
      let end = 0;
      for (const call of calls) end = put(frameKinds.open, JSON.stringify(call), end);
      return scratch.subarray(0, end);
    },
  };
}

/** A frame found in a buffer: payload at `[start, end)`; the next frame is at `end`. */
export type Frame = { readonly kind: FrameKind; readonly start: number; readonly end: number };

/**
 * The frame at `at`: `short` when the buffer ends inside it, `damaged` when its length, kind or checksum is wrong.
 */
export function readFrame(buffer: Buffer, at: number): Frame | 'short' | 'damaged' {
  if (at + frameHeadBytes > buffer.length) return 'short';
  const length = buffer.readUInt32LE(at);
  const kind = kindOf(buffer.readUInt8(at + 8));
  if (kind === undefined || length === 0 || length > payloadBytesMax) return 'damaged';
  const end = at + frameHeadBytes + length;
  if (end > buffer.length) return 'short';
  const intact = buffer.readUInt32LE(at + 4) === crc32(buffer.subarray(at + 8, end));
  return intact ? { kind, start: at + frameHeadBytes, end } : 'damaged';
}
