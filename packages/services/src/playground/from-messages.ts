import type { FinishReason, MeterEvent } from '@weir/protocol/meter-event';
import { encodeFrame, FrameSplitter } from '@weir/protocol/sse';
import type { SseFrame } from '@weir/protocol/sse-frame';
import type { Usage } from '@weir/protocol/usage';
import type { Decoder } from '@weir/providers/provider';
import { z } from 'zod';

/** Finish reasons in OpenAI's words, where they differ from ours. */
const finishWords: { readonly [Reason in FinishReason]?: string } = { refusal: 'content_filter', pause: 'stop' };

const event = z.looseObject({ type: z.string() });
const blockStart = z.looseObject({
  content_block: z.looseObject({ type: z.string(), id: z.string().optional(), name: z.string().optional() }),
});
const blockDelta = z.looseObject({
  delta: z.looseObject({
    type: z.string(),
    text: z.string().optional(),
    thinking: z.string().optional(),
    partial_json: z.string().optional(),
  }),
});
const failed = z.looseObject({ error: z.looseObject({ type: z.string().optional(), message: z.string().optional() }) });

type Delta = Readonly<Record<string, unknown>>;

/** What has been told so far. */
type State = { id: string; model: string; toolCalls: number; usage: Usage | undefined };

function startOfBlock(state: State, body: unknown): Delta | undefined {
  const { content_block: block } = blockStart.safeParse(body).data ?? {};
  if (block?.type !== 'tool_use') return undefined;
  state.toolCalls += 1;
  const call = { index: state.toolCalls - 1, id: block.id, type: 'function' };
  return { tool_calls: [{ ...call, function: { name: block.name, arguments: '' } }] };
}

function deltaOfBlock(state: State, body: unknown): Delta | undefined {
  const { delta } = blockDelta.safeParse(body).data ?? {};
  switch (delta?.type) {
    case 'text_delta':
      return { content: delta.text };
    case 'thinking_delta':
      return { reasoning_content: delta.thinking };
    case 'input_json_delta':
      return { tool_calls: [{ index: state.toolCalls - 1, function: { arguments: delta.partial_json } }] };
    default:
      return undefined;
  }
}

function deltaOf(state: State, type: string, body: unknown): Delta | undefined {
  if (type === 'message_start') return { role: 'assistant', content: '' };
  if (type === 'content_block_start') return startOfBlock(state, body);
  return type === 'content_block_delta' ? deltaOfBlock(state, body) : undefined;
}

function chunk({ id, model }: State, rest: object): Buffer {
  return encodeFrame(undefined, JSON.stringify({ id, object: 'chat.completion.chunk', model, ...rest }));
}

function choice(state: State, delta: Delta, finishReason: string | null): Buffer {
  return chunk(state, { choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

function usageChunk(state: State): Buffer[] {
  const { usage } = state;
  if (usage === undefined) return [];
  const { input = 0, cacheRead = 0, cacheWrite5m = 0, cacheWrite1h = 0, output = 0, reasoning = 0 } = usage;
  const prompt = input + cacheRead + cacheWrite5m + cacheWrite1h;
  const reported = {
    prompt_tokens: prompt,
    completion_tokens: output + reasoning,
    total_tokens: prompt + output + reasoning,
    prompt_tokens_details: { cached_tokens: cacheRead },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
  return [chunk(state, { choices: [], usage: reported })];
}

function errorFrame(body: unknown): Buffer {
  const { type = 'error', message = '' } = failed.safeParse(body).data?.error ?? {};
  return encodeFrame(undefined, JSON.stringify({ error: { message, type, param: null, code: type } }));
}

function told(state: State, meter: MeterEvent, body: unknown): Buffer[] {
  switch (meter.type) {
    case 'start':
      state.id = meter.responseId ?? state.id;
      state.model = meter.model ?? state.model;
      return [];
    case 'usage':
      state.usage = { ...state.usage, ...meter.usage };
      return [];
    case 'finish':
      return [choice(state, {}, finishWords[meter.reason] ?? meter.reason)];
    case 'error':
      return [errorFrame(body)];
    case 'end':
      return [...usageChunk(state), encodeFrame(undefined, '[DONE]')];
    case 'content':
      return [];
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function convert(state: State, decoder: Decoder, { event: name, data }: SseFrame): Buffer[] {
  const metered = decoder.frame(name, data);
  const body = json(data);
  const frames = metered.flatMap((each) => told(state, each, body));
  const delta = deltaOf(state, event.safeParse(body).data?.type ?? '', body);
  return delta === undefined ? frames : [choice(state, delta, null), ...frames];
}

/**
 * A Messages stream as a chat completion's, so that the page reads one language: text, thinking, calls of tools, the
 * finish, usage and errors. `[DONE]` comes only after the upstream's own end: what was cut does not look finished.
 */
export async function* fromMessages(stream: AsyncIterable<Buffer>, decoder: Decoder): AsyncIterable<Buffer> {
  const splitter = new FrameSplitter();
  const state: State = { id: '', model: '', toolCalls: 0, usage: undefined };
  for await (const bytes of stream) {
    for (const frame of splitter.push(bytes)) yield* convert(state, decoder, frame);
  }
  for (const frame of splitter.end()) yield* convert(state, decoder, frame);
}
