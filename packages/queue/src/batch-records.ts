import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { LedgerRecord } from '@weir/protocol/ledger';
import { z } from 'zod';
import { ledgerRecord } from './ledger-record.ts';
import { batchBytesMax } from './usage-batch.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const packing = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A record that cannot be written, kept whole. */
export type PoisonRecord = {
  readonly organizationId?: string;
  readonly reason: string;
  /** The record as it travelled. */
  readonly text: string;
};

/** `lines` (JSON records, one a line, as UTF-8) as the `records` of a batch. Runs beside the event loop. */
export async function packRecords(lines: Buffer): Promise<string> {
  return (await compress(lines, packing)).toString('base64');
}

/** The lines of a batch's `records`. Throws when they cannot be unpacked or are larger than `batchBytesMax`. */
export async function unpackRecords(records: string): Promise<string[]> {
  const lines = await decompress(Buffer.from(records, 'base64'), { maxOutputLength: batchBytesMax });
  return lines
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

const tenant = z.object({ organizationId: z.uuid() });

function poison(text: string, value: unknown, reason: string): PoisonRecord {
  const known = tenant.safeParse(value);
  return { reason, text, ...(known.success ? { organizationId: known.data.organizationId } : {}) };
}

function parseLine(text: string): LedgerRecord | PoisonRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return poison(text, undefined, 'not JSON');
  }
  const parsed = ledgerRecord.safeParse(value);
  return parsed.success ? parsed.data : poison(text, value, z.prettifyError(parsed.error));
}

/** Sorts lines into records and what no schema accepts; every line comes out in one of the two. */
export function readRecords(lines: readonly string[]): { records: LedgerRecord[]; poison: PoisonRecord[] } {
  const records: LedgerRecord[] = [];
  const poisoned: PoisonRecord[] = [];
  for (const line of lines) {
    const read = parseLine(line);
    if ('kind' in read) records.push(read);
    else poisoned.push(read);
  }
  return { records, poison: poisoned };
}
