import { AwsFrameSplitter, unwrapBytes } from '@weir/protocol/aws-frames';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { asObject, parseObject } from '@weir/protocol/json-read';
import { type ChatOperation, chatOperations } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import type { SseFrame } from '@weir/protocol/sse-frame';
import { provider, providers } from '@weir/providers/registry';
import type { TrafficRecord } from '@weir/testing/reference';
import { dialects } from './dialects.ts';
import type { Language } from './stated/upstream-language.ts';

/** What reads the answers of an upstream. */
export type Upstream = {
  readonly framing: 'sse' | 'aws';
  fromBody(body: Buffer): readonly StreamEvent[];
  decoder(): StreamDecoder;
};

/** Who can read the seals in answers of vendors that have no folder of their own. */
const signers: Readonly<Record<ChatOperation, string>> = {
  chat: 'elsewhere',
  responses: 'openai',
  messages: 'anthropic',
  generate_content: 'gemini',
};

function bareRequest(record: TrafficRecord): ChatRequest {
  const model = asObject(record.request_body)?.['model'];
  return {
    dialect: 'chat',
    model: typeof model === 'string' ? model : 'unknown',
    streaming: record.response_format !== 'json',
    turns: [],
    tools: [],
    sampling: {},
  };
}

/** A vendor without a folder of its own: its dialect as any compatible host is read. */
function compatible(operation: ChatOperation): Upstream {
  const options = { signer: signers[operation], streamEnd: 'done-or-usage' } as const;
  const dialect = dialects[operation];
  return {
    framing: 'sse',
    fromBody: (body) => {
      const document = parseObject(body.toString());
      return document === undefined ? [] : dialect.fromBody(document, options);
    },
    decoder: () => dialect.decoder(options),
  };
}

/** The vendor's own upstream where it is asked in the language of the record, else any that is, else the dialect alone. */
export function upstreamOf(record: TrafficRecord, language: Language): Upstream {
  const request = bareRequest(record);
  const own = provider(record.provider)?.chat?.(request, request.model);
  if (own?.language === language && record.endpoint_kind.startsWith('invoke') === false) return own;
  const operation = chatOperations.find((one) => one === language);
  if (operation !== undefined) return compatible(operation);
  for (const one of providers()) {
    const upstream = one.chat?.(request, request.model);
    if (upstream?.language === language) return upstream;
  }
  throw new Error(`nothing reads ${language}`);
}

/** The bytes of a record's answer as the vendor sent them. */
export function bytesOf(record: TrafficRecord): Buffer {
  return Buffer.from(record.response_body, record.response_body_encoding === 'base64' ? 'base64' : 'utf8');
}

/** True for streams of frames; a stream without `alt=sse` is one array of JSON. */
export function isFramed(record: TrafficRecord): boolean {
  return record.response_format === 'sse' || record.response_format === 'aws';
}

type Splitter = { push(chunk: Buffer): readonly SseFrame[]; end(): readonly SseFrame[] };

/** Every event that is read off a stream, given in these chunks, then ended cleanly. */
export function readFrames(record: TrafficRecord, upstream: Upstream, chunks: readonly Buffer[]): StreamEvent[] {
  const aws = record.response_format === 'aws';
  const splitter: Splitter = aws ? new AwsFrameSplitter() : new FrameSplitter();
  const unwrap = (frame: SseFrame): SseFrame => (aws ? unwrapBytes(frame) : frame);
  const decoder = upstream.decoder();
  const read = (frames: readonly SseFrame[]): readonly StreamEvent[] =>
    frames.map(unwrap).flatMap(({ event, data }) => decoder.frame(event, data));
  const events: StreamEvent[] = [];
  for (const chunk of chunks) events.push(...read(splitter.push(chunk)));
  events.push(...read(splitter.end()), ...decoder.end());
  return events;
}

/** The frames of a stream, and what the first of them come to. */
export function framesOf(record: TrafficRecord): SseFrame[] {
  const aws = record.response_format === 'aws';
  const splitter: Splitter = aws ? new AwsFrameSplitter() : new FrameSplitter();
  const frames = [...splitter.push(bytesOf(record)), ...splitter.end()];
  return aws ? frames.map(unwrapBytes) : frames;
}

/** Every event of a recorded answer. */
export function eventsOf(record: TrafficRecord, language: Language): readonly StreamEvent[] {
  const upstream = upstreamOf(record, language);
  if (isFramed(record)) return readFrames(record, upstream, [bytesOf(record)]);
  if (!record.response_body.trimStart().startsWith('[')) return upstream.fromBody(bytesOf(record));
  const decoder = upstream.decoder();
  const chunks: unknown[] = JSON.parse(record.response_body);
  return [...chunks.flatMap((chunk) => decoder.frame(undefined, JSON.stringify(chunk))), ...decoder.end()];
}
