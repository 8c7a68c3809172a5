import { hashOf, randomFrom } from './random.ts';
import type { Script, Step } from './script.ts';

/** What is replayed of a recorded interaction. */
export type ReplayRecord = {
  readonly id: string;
  readonly response_status: number;
  readonly response_headers: Readonly<Record<string, string>>;
  readonly response_body: string;
  /** Tells the content type where the recording has lost it. */
  readonly response_format?: string | undefined;
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

const done = 'data: [DONE]';

/** The tokens that an inserted usage chunk reports. */
export const insertedUsage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } as const;

/**
 * A chat stream as the vendor would have sent it had usage been asked for: with a chunk that holds nothing but usage
 * before its end. Undefined where the recording has no end to put it before.
 */
export function withUsageChunk(record: ReplayRecord): ReplayRecord | undefined {
  const at = record.response_body.lastIndexOf(done);
  if (at < 0) return undefined;
  const id = /"id": ?("[^"]*")/.exec(record.response_body)?.[1] ?? '""';
  const chunk = `{"id":${id},"object":"chat.completion.chunk","choices":[],"usage":${JSON.stringify(insertedUsage)}}`;
  const body = `${record.response_body.slice(0, at)}data: ${chunk}\n\n${record.response_body.slice(at)}`;
  return { ...record, response_body: body };
}

/** Answers with the recorded status, headers and bytes, each recorded piece a write of its own. */
export function replayScript(record: ReplayRecord): Script {
  const bytes = recordedBytes(record);
  let offset = 0;
  const steps = cutsOf(record).lengths.map((length): Step => {
    offset += length;
    return { afterMs: 0, bytes: bytes.subarray(offset - length, offset) };
  });
  const kept = Object.entries(record.response_headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !dropped.has(name));
  const contentType = record.response_format === 'sse' ? 'text/event-stream' : 'application/json';
  return {
    status: record.response_status,
    headers: { 'content-type': contentType, ...Object.fromEntries(kept) },
    headAfterMs: 0,
    steps,
    ending: 'complete',
    usage: undefined,
  };
}
