import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { env } from './env.ts';

const projectRoot = resolve(import.meta.dirname, '../../..');

/** One recorded interaction with a provider, as corpus/README.md describes it. */
const trafficRecord = z.object({
  id: z.string(),
  fidelity: z.string(),
  provider: z.string(),
  host: z.string().nullable(),
  /** The path as recorded. */
  endpoint: z.string(),
  endpoint_kind: z.string(),
  query: z.string(),
  method: z.string(),
  streaming: z.boolean(),
  request_headers: z.record(z.string(), z.string()),
  /** Parsed JSON; null where none was recorded. */
  request_body: z.unknown(),
  request_body_raw: z.string().optional(),
  response_status: z.number().int(),
  response_headers: z.record(z.string(), z.string()),
  /** Raw text, SSE verbatim. */
  response_body: z.string(),
  /** `base64` for AWS event streams. */
  response_body_encoding: z.string().optional(),
  /** The frames of an AWS event stream, decoded. */
  response_events: z.array(z.unknown()).optional(),
  /** True network cuts in bytes, where known. */
  response_chunk_lengths: z.array(z.number().int()).optional(),
  response_format: z.enum(['json', 'sse', 'aws', 'ndjson', 'text']),
  features: z.array(z.string()),
  upstream_shape: z.string().optional(),
  note: z.string().optional(),
});
export type TrafficRecord = z.infer<typeof trafficRecord>;

/** Where the reference data lie: WEIR_REFERENCE_DIR, else `../shared` beside the project; undefined when absent. */
export function referenceDir(): string | undefined {
  const directory = env.WEIR_REFERENCE_DIR ?? resolve(projectRoot, '../shared');
  return existsSync(directory) ? directory : undefined;
}

/** The path of a reference file; undefined, said aloud with what goes untested, when it is absent. */
export function referenceFile(name: string, proves: string): string | undefined {
  const directory = referenceDir();
  const path = directory === undefined ? undefined : join(directory, name);
  if (path !== undefined && existsSync(path)) return path;
  process.stdout.write(`ABSENT: reference data ${name} (WEIR_REFERENCE_DIR). NOT tested: ${proves}\n`);
  return undefined;
}

function readLines(path: string): unknown[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/**
 * Recorded traffic that `keep` chooses; empty, and said so, where the reference data are absent. `proves` names what
 * the test shows with it.
 */
export function readTraffic(proves: string, keep: (record: TrafficRecord) => boolean = () => true): TrafficRecord[] {
  const path = referenceFile('corpus/traffic.jsonl.gz', proves);
  if (path === undefined) return [];
  return readLines(path)
    .map((line) => trafficRecord.parse(line))
    .filter(keep);
}
