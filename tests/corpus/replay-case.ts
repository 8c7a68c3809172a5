import type { Operation } from '@weir/protocol/operation';
import type { TrafficRecord } from '@weir/testing/reference';
import { withUsageChunk } from '@weir/testing/simulator/replay';
import { z } from 'zod';
import { statedUsage } from './stated.ts';

/** A recorded interaction as it goes through the gateway. */
export type ReplayCase = {
  readonly record: TrafficRecord;
  readonly operation: Operation;
  /** Ours. */
  readonly provider: string;
  /** As the upstream is asked for it. */
  readonly upstreamModel: string;
  /** The path at the gateway. */
  readonly path: string;
  /** What the client sends. */
  readonly body: Buffer;
  /** What the upstream must get; undefined where `stream_options.include_usage` has to be added. */
  readonly upstreamBody: Buffer | undefined;
  /** Because of that the upstream sends a usage chunk that was not recorded, and that the client must not see. */
  readonly usageChunkAdded: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

const operations: Readonly<Record<string, { operation: Operation; path: string }>> = {
  'chat.completions': { operation: 'chat', path: '/v1/chat/completions' },
  responses: { operation: 'responses', path: '/v1/responses' },
  embeddings: { operation: 'embeddings', path: '/v1/embeddings' },
  completions: { operation: 'completions', path: '/v1/completions' },
  messages: { operation: 'messages', path: '/v1/messages' },
  'messages.count_tokens': { operation: 'count_tokens', path: '/v1/messages/count_tokens' },
};

/** Providers of ours that the records name; every other one is reached as an OpenAI-compatible host. */
const native = new Set(['openai', 'groq', 'cerebras', 'deepinfra', 'mistral', 'xai', 'anthropic']);

/** Providers of ours whose upstreams are tried, each behind the simulator. */
export const replayProviders = [...native, 'openai-compatible'];

function providerOf(record: TrafficRecord, operation: Operation): string {
  // OpenAI has the endpoint for a few models; what was asked of others there is of no use but to any host.
  if (operation === 'completions') return 'openai-compatible';
  if (native.has(record.provider)) return record.provider;
  return operation === 'messages' || operation === 'count_tokens' ? 'anthropic' : 'openai-compatible';
}

/** Why a record cannot be tried; undefined when it can. */
export function exclusionOf(record: TrafficRecord): string | undefined {
  if (operations[record.endpoint_kind] === undefined) return `endpoint ${record.endpoint_kind} is not served`;
  if (record.response_body_encoding !== undefined) return `a ${record.response_format} stream is another dialect`;
  if (record.response_format !== 'json' && record.response_format !== 'sse')
    return `${record.response_format} is another dialect`;
  if (record.method !== 'POST') return `${record.method} is not how the endpoint is called`;
  return undefined;
}

/** True for records of a provider that the product names. */
export function isNative(record: TrafficRecord): boolean {
  return native.has(record.provider);
}

/** Records of vendors whose dialect is neither OpenAI's nor Anthropic's say nothing of the pass-through lane. */
export function isOfServedVendor(record: TrafficRecord): boolean {
  return native.has(record.provider) || operations[record.endpoint_kind] !== undefined;
}

const requestBody = z.looseObject({
  model: z.string().optional(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
});

const answeredModel = /"model"\s*:\s*"([^"]+)"/;

/** The recorded request, or the least that has the answer which was recorded. */
function requestOf(record: TrafficRecord): z.infer<typeof requestBody> {
  const recorded = requestBody.safeParse(record.request_body);
  if (recorded.success) return recorded.data;
  const model = answeredModel.exec(record.response_body)?.[1] ?? 'unrecorded';
  const streaming = record.response_format === 'sse';
  return { model, ...(streaming ? { stream: true, stream_options: { include_usage: true } } : {}) };
}

const quotedModel = /"model"\s*:\s*"(?:[^"\\]|\\.)*"/;

function headersOf(record: TrafficRecord): Record<string, string> {
  const kept = Object.entries(record.request_headers).filter(([name]) =>
    /^(anthropic-|content-type$|accept$)/i.test(name),
  );
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/** The record as a case. Its body goes out as it was recorded but for the model, which names the provider before it. */
export function replayCase(record: TrafficRecord): ReplayCase {
  const known = operations[record.endpoint_kind];
  if (known === undefined) throw new Error(`endpoint ${record.endpoint_kind} is not served`);
  const provider = providerOf(record, known.operation);
  const request = requestOf(record);
  const model = request.model ?? 'unrecorded';
  const upstream = JSON.stringify({ ...request, model });
  const client = upstream.replace(quotedModel, () => `"model":${JSON.stringify(`${provider}/${model}`)}`);
  const addsUsage =
    (known.operation === 'chat' || known.operation === 'completions') &&
    request.stream === true &&
    request.stream_options?.include_usage !== true;
  return {
    record,
    provider,
    upstreamModel: model,
    ...known,
    body: Buffer.from(client),
    upstreamBody: addsUsage ? undefined : Buffer.from(upstream),
    usageChunkAdded: addsUsage && statedUsage(record) === undefined && withUsageChunk(record) !== undefined,
    headers: headersOf(record),
  };
}
