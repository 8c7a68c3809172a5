import { WeirError } from '@weir/protocol/errors';
import { parseObject } from '@weir/protocol/json-read';
import type { Operation } from '@weir/protocol/operation';
import type { HttpRequest, PassThroughRequest, ProviderTarget } from '../provider.ts';
import { endpointUrl } from './endpoint-url.ts';

/** A path under the base URL, or how it follows from the call, where it names the model. */
export type LanePath = string | ((request: PassThroughRequest, target: ProviderTarget) => string);

/** How a provider takes a request that already speaks its dialect. */
export type Lane = {
  readonly paths: Readonly<Partial<Record<Operation, LanePath>>>;
  readonly headers: Readonly<Record<string, string>>;
  /** True where a stream reports its usage only when asked to by `stream_options.include_usage`. */
  asksForUsage(request: PassThroughRequest): boolean;
  /** The body, where the vendor wants something else than the model's name replaced; undefined where that is all. */
  bodyOf?(request: PassThroughRequest, target: ProviderTarget): Buffer | undefined;
};

type Splice = { readonly start: number; readonly end: number; readonly text: string };

function spliced(body: Buffer, splices: readonly Splice[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { start, end, text } of [...splices].sort((a, b) => a.start - b.start)) {
    parts.push(body.subarray(from, start), Buffer.from(text));
    from = end;
  }
  return Buffer.concat([...parts, body.subarray(from)]);
}

/** Puts the upstream's model name in the place of the client's; nothing where they are the same bytes. */
function modelSplice({ body, modelSpan, formType }: PassThroughRequest, model: string): Splice[] {
  if (modelSpan === undefined) return [];
  const [start, end] = modelSpan;
  const text = formType === undefined ? JSON.stringify(model) : model;
  return body.toString('utf8', start, end) === text ? [] : [{ start, end, text }];
}

/** Adds `include_usage` to the client's `stream_options`, or those after the model. */
function usageSplice({ body, modelSpan, streamOptionsSpan }: PassThroughRequest): Splice {
  if (streamOptionsSpan === undefined) {
    const after = modelSpan?.[1] ?? 1;
    return { start: after, end: after, text: ',"stream_options":{"include_usage":true}' };
  }
  const [start, end] = streamOptionsSpan;
  const options = parseObject(body.toString('utf8', start, end));
  return { start, end, text: JSON.stringify({ ...options, include_usage: true }) };
}

/**
 * The client's request as it goes to the target: its own bytes, but for the model's name and, where the stream would
 * not report usage, `stream_options.include_usage`. Throws unsupported_capability for an operation without a path.
 */
export function passThrough(lane: Lane, request: PassThroughRequest, target: ProviderTarget): HttpRequest {
  const path = lane.paths[request.operation];
  if (path === undefined) throw new WeirError('unsupported_capability', `This provider has no ${request.operation}.`);
  const usageChunkAdded = request.streaming && !request.includesUsage && lane.asksForUsage(request);
  const own = lane.bodyOf?.(request, target);
  const splices = [...modelSplice(request, target.model), ...(usageChunkAdded ? [usageSplice(request)] : [])];
  return {
    method: 'POST',
    url: endpointUrl(target.baseUrl, typeof path === 'string' ? path : path(request, target)),
    headers: request.formType === undefined ? lane.headers : { ...lane.headers, 'content-type': request.formType },
    body: own ?? (splices.length === 0 ? request.body : spliced(request.body, splices)),
    usageChunkAdded,
  };
}
