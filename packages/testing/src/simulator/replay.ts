import { hashOf, randomFrom } from './random.ts';
import type { Script, Step } from './script.ts';

/** What is replayed of a recorded interaction. */
export type ReplayRecord = {
  readonly id: string;
  readonly response_status: number;
  readonly response_headers: Readonly<Record<string, string>>;
  readonly response_body: string;
  /** True network cuts in bytes, where known. */
  readonly response_chunk_lengths?: readonly number[] | undefined;
};

/** Headers that belong to the recorded connection or to an encoding that the recording has undone. */
const dropped: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]);

/** The bytes of a recorded answer. */
export function recordedBytes(record: ReplayRecord): Buffer {
  return Buffer.from(record.response_body, 'utf8');
}

/** Cuts anywhere, also inside characters and frames; the same for the same record. */
function inventedCuts(id: string, bytes: number): number[] {
  const random = randomFrom(hashOf(id));
  const lengths: number[] = [];
  for (let left = bytes; left > 0; ) {
    const length = Math.min(left, random.between(1, 1_400));
    lengths.push(length);
    left -= length;
  }
  return lengths;
}

/** The recorded cuts where they are known and add up, else invented ones. */
export function cutsOf(record: ReplayRecord): { readonly recorded: boolean; readonly lengths: readonly number[] } {
  const { byteLength } = recordedBytes(record);
  const known = record.response_chunk_lengths ?? [];
  const recorded = known.length > 0 && known.reduce((sum, length) => sum + length, 0) === byteLength;
  return recorded ? { recorded, lengths: known } : { recorded, lengths: inventedCuts(record.id, byteLength) };
}

/** Answers with the recorded status, headers and bytes, each recorded piece a write of its own. */
export function replayScript(record: ReplayRecord): Script {
  const bytes = recordedBytes(record);
  let offset = 0;
  const steps = cutsOf(record).lengths.map((length): Step => {
    offset += length;
    return { afterMs: 0, bytes: bytes.subarray(offset - length, offset) };
  });
  const kept = Object.entries(record.response_headers).filter(([name]) => !dropped.has(name.toLowerCase()));
  return {
    status: record.response_status,
    headers: Object.fromEntries(kept),
    headAfterMs: 0,
    steps,
    ending: 'complete',
    usage: undefined,
  };
}
