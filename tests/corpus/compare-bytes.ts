import { createHash } from 'node:crypto';
import type { TrafficRecord } from '@weir/testing/reference';
import { recordedBytes } from '@weir/testing/simulator/replay';
import type { RawAnswer } from './raw-post.ts';

/** How what the client got compares to what the upstream sent. */
export type Comparison =
  | { readonly kind: 'equal' }
  | { readonly kind: 'exception'; readonly why: string }
  | { readonly kind: 'different'; readonly how: string };

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const terminal = /\[DONE\]|"message_stop"|"response\.(completed|incomplete|failed)"/;

function asException(record: TrafficRecord, answer: RawAnswer): string | undefined {
  const received = answer.body.toString('utf8');
  const sent = record.response_body;
  if (answer.headers['x-weir-error'] === 'provider_key_refused') {
    return `the upstream refused the stored key with ${record.response_status}, which is not the caller's fault`;
  }
  if (record.response_format !== 'sse') return undefined;
  if (!terminal.test(sent) && received.startsWith(sent))
    return 'the recorded stream has no end, so an error follows it';
  return undefined;
}

const passedHeaders = /^(content-type$|retry-after$|x-should-retry$|x-ratelimit-|anthropic-ratelimit-)/;

/** A header that the client should have got as the upstream sent it. */
function changedHeader(record: TrafficRecord, answer: RawAnswer): string | undefined {
  return Object.entries(record.response_headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .find(([name, value]) => passedHeaders.test(name) && answer.headers[name] !== value)?.[0];
}

/** Compares bytes by SHA-256, status and headers, and names the exception where the bytes differ for a listed reason. */
export function compareBytes(record: TrafficRecord, answer: RawAnswer): Comparison {
  const same = sha256(answer.body) === sha256(recordedBytes(record));
  if (same && answer.status === record.response_status && !answer.cut) {
    const header = changedHeader(record, answer);
    return header === undefined ? { kind: 'equal' } : { kind: 'different', how: `header ${header}` };
  }
  const why = asException(record, answer);
  if (why !== undefined) return { kind: 'exception', why };
  const detail = `status ${answer.status} for ${record.response_status}, ${answer.body.length} bytes for ${recordedBytes(record).length}`;
  return {
    kind: 'different',
    how: `${detail}${answer.cut ? ', cut' : ''}: ${answer.body.toString('utf8').slice(-200)}`,
  };
}
