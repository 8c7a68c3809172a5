import { crc32 } from 'node:zlib';

/** A segment file: this header, then frames. All integers little-endian. */
const magic = 0x4c4f4f5053524957n; // "WIRSPOOL"
const formatVersion = 1;

/** Bytes of the header, and so the offset of a segment's first frame. */
export const headerBytes = 64;

/** What a segment says of itself. */
export type SegmentHeader = {
  readonly spoolId: string;
  readonly segment: number;
  /** Ledger lines of the spool before this segment. */
  readonly attempts: number;
  /** Records of the spool before this segment that go to Postgres, ledger lines among them. */
  readonly records: number;
  /** So many `open` frames follow: the segment counts only once all of them are whole. */
  readonly openCalls: number;
};

/** The header as bytes: magic, format, segment number, spool id, the three counts, checksum. */
export function encodeHeader(header: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.writeBigUInt64LE(magic, 0);
  bytes.writeUInt32LE(formatVersion, 8);
  bytes.writeUInt32LE(header.segment, 12);
  bytes.write(header.spoolId.replaceAll('-', ''), 16, 'hex');
  bytes.writeBigUInt64LE(BigInt(header.attempts), 32);
  bytes.writeBigUInt64LE(BigInt(header.records), 40);
  bytes.writeUInt32LE(header.openCalls, 48);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, headerBytes - 4)), headerBytes - 4);
  return bytes;
}

/** Reads a header; undefined when it is torn, foreign or of a format that this release does not know. */
export function decodeHeader(bytes: Buffer): SegmentHeader | undefined {
  if (bytes.length < headerBytes) return undefined;
  if (bytes.readUInt32LE(headerBytes - 4) !== crc32(bytes.subarray(0, headerBytes - 4))) return undefined;
  if (bytes.readBigUInt64LE(0) !== magic || bytes.readUInt32LE(8) !== formatVersion) return undefined;
  const hex = bytes.toString('hex', 16, 32);
  const spoolId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return {
    spoolId,
    segment: bytes.readUInt32LE(12),
    attempts: Number(bytes.readBigUInt64LE(32)),
    records: Number(bytes.readBigUInt64LE(40)),
    openCalls: bytes.readUInt32LE(48),
  };
}
