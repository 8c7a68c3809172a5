import { answerPieces } from './answer-text.ts';
import type { SimulatedUsage } from './behaviour.ts';
import type { SimulatedRequest } from './request.ts';
import { type Answer, frame } from './script.ts';

/** Usage as OpenAI reports it: totals that contain their details. */
export function openaiUsage(usage: SimulatedUsage) {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite5m;
  const completion = usage.output + usage.reasoning;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: usage.cacheRead, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: 0 },
  };
}

function toolCalls({ id, behaviour }: SimulatedRequest) {
  if (behaviour.tool === undefined) return undefined;
  return [{ id: `call_${id}`, type: 'function', function: { name: behaviour.tool, arguments: '{"place":"Basel"}' } }];
}

function finishOf({ behaviour }: SimulatedRequest): string {
  return behaviour.finish ?? (behaviour.tool === undefined ? 'stop' : 'tool_calls');
}

/** A whole chat completion. */
export function chatBody(request: SimulatedRequest): unknown {
  const calls = toolCalls(request);
  const content = calls === undefined ? answerPieces(request).join('') : null;
  const message = { role: 'assistant', content, refusal: null, ...(calls === undefined ? {} : { tool_calls: calls }) };
  return {
    id: `chatcmpl-${request.id}`,
    object: 'chat.completion',
    created: request.createdS,
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(request) }],
    ...(request.behaviour.nousage === undefined ? { usage: openaiUsage(request.behaviour.usage) } : {}),
    service_tier: 'default',
  };
}

function pieces(request: SimulatedRequest): unknown[] {
  const [call] = toolCalls(request) ?? [];
  if (call === undefined) return answerPieces(request).map((content) => ({ content }));
  const start = {
    tool_calls: [{ index: 0, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }],
  };
  const parts = call.function.arguments.match(/.{1,6}/g) ?? [];
  return [start, ...parts.map((part) => ({ tool_calls: [{ index: 0, function: { arguments: part } }] }))];
}

/** A streamed chat completion; the usage chunk comes where `stream_options.include_usage` asks for it. */
export function chatStream(request: SimulatedRequest): Answer {
  const base = {
    id: `chatcmpl-${request.id}`,
    object: 'chat.completion.chunk',
    created: request.createdS,
    model: request.model,
    service_tier: 'default',
  };
  const withUsage = request.includesUsage && request.behaviour.nousage === undefined;
  const chunk = (delta: unknown, finish: string | null = null) =>
    frame({
      ...base,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(withUsage ? { usage: null } : {}),
    });
  const usage = frame({ ...base, choices: [], usage: openaiUsage(request.behaviour.usage) });
  return {
    opening: [chunk({ role: 'assistant', content: '', refusal: null })],
    content: pieces(request).map((delta) => chunk(delta)),
    closing: [
      { bytes: chunk({}, finishOf(request)) },
      ...(withUsage ? [{ bytes: usage, reportsUsage: true }] : []),
      { bytes: frame('[DONE]') },
    ],
    errorFrame: frame({
      error: { message: 'The server had an error.', type: 'server_error', param: null, code: null },
    }),
  };
}
