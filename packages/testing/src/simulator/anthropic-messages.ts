import { answerPieces } from './answer-text.ts';
import type { SimulatedUsage } from './behaviour.ts';
import type { SimulatedRequest } from './request.ts';
import { type Answer, frame } from './script.ts';

/** Usage as Anthropic reports it: buckets beside each other. */
export function anthropicUsage(usage: SimulatedUsage, outputTokens: number) {
  return {
    input_tokens: usage.input,
    cache_creation_input_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
    cache_read_input_tokens: usage.cacheRead,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite5m,
      ephemeral_1h_input_tokens: usage.cacheWrite1h,
    },
    output_tokens: outputTokens,
    service_tier: 'standard',
  };
}

function stopReason({ behaviour }: SimulatedRequest): string {
  return behaviour.finish ?? (behaviour.tool === undefined ? 'end_turn' : 'tool_use');
}

function outputTokens({ behaviour }: SimulatedRequest): number {
  return behaviour.usage.output + behaviour.usage.reasoning;
}

function message(request: SimulatedRequest, content: unknown[], ended: boolean) {
  const tokens = ended ? outputTokens(request) : 1;
  return {
    id: `msg_${request.id}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    stop_reason: ended ? stopReason(request) : null,
    stop_sequence: null,
    ...(request.behaviour.nousage === undefined ? { usage: anthropicUsage(request.behaviour.usage, tokens) } : {}),
  };
}

/** A whole message. */
export function messagesBody(request: SimulatedRequest): unknown {
  const { tool } = request.behaviour;
  const block =
    tool === undefined
      ? { type: 'text', text: answerPieces(request).join('') }
      : { type: 'tool_use', id: `toolu_${request.id}`, name: tool, input: { place: 'Basel' } };
  return message(request, [block], true);
}

function event(type: string, fields: Record<string, unknown> = {}): Buffer {
  return frame({ type, ...fields }, type);
}

function block(request: SimulatedRequest): { readonly start: unknown; readonly deltas: readonly unknown[] } {
  const { tool } = request.behaviour;
  if (tool === undefined) {
    const deltas = answerPieces(request).map((text) => ({ type: 'text_delta', text }));
    return { start: { type: 'text', text: '' }, deltas };
  }
  const parts = ['', '{"place": ', '"Basel"}'];
  const deltas = parts.map((part) => ({ type: 'input_json_delta', partial_json: part }));
  return { start: { type: 'tool_use', id: `toolu_${request.id}`, name: tool, input: {} }, deltas };
}

/** A streamed message: input tokens at its start, output tokens with its end. */
export function messagesStream(request: SimulatedRequest): Answer {
  const { start, deltas } = block(request);
  const usage = request.behaviour.nousage === undefined ? { usage: { output_tokens: outputTokens(request) } } : {};
  const end = { delta: { stop_reason: stopReason(request), stop_sequence: null }, ...usage };
  return {
    opening: [
      event('message_start', { message: message(request, [], false) }),
      event('content_block_start', { index: 0, content_block: start }),
      event('ping'),
    ],
    content: deltas.map((delta) => event('content_block_delta', { index: 0, delta })),
    closing: [
      { bytes: event('content_block_stop', { index: 0 }) },
      { bytes: event('message_delta', end), reportsUsage: true },
      { bytes: event('message_stop') },
    ],
    errorFrame: event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
  };
}

/** A count of tokens, which is not charged. */
export function countTokensBody(request: SimulatedRequest): unknown {
  return { input_tokens: request.behaviour.usage.input };
}
