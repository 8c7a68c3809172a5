import { answerPieces } from './answer-text.ts';
import type { SimulatedUsage } from './behaviour.ts';
import type { SimulatedRequest } from './request.ts';
import { type Answer, frame } from './script.ts';

/** Usage as the Responses API reports it. */
export function responsesUsage(usage: SimulatedUsage) {
  const input = usage.input + usage.cacheRead + usage.cacheWrite5m;
  const output = usage.output + usage.reasoning;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: usage.cacheRead },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + output,
  };
}

function outputItem(request: SimulatedRequest, text: string, status: string) {
  const { id, behaviour } = request;
  if (behaviour.tool !== undefined) {
    const call = { call_id: `call_${id}`, name: behaviour.tool, arguments: '{"place":"Basel"}' };
    return { id: `fc_${id}`, type: 'function_call', status, ...call };
  }
  const content = [{ type: 'output_text', annotations: [], logprobs: [], text }];
  return {
    id: `msg_${id}`,
    type: 'message',
    status,
    role: 'assistant',
    content: status === 'completed' ? content : [],
  };
}

function response(request: SimulatedRequest, status: string, text: string) {
  const done = status !== 'in_progress';
  const reported = done && request.behaviour.nousage === undefined;
  return {
    id: `resp_${request.id}`,
    object: 'response',
    created_at: request.createdS,
    status,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: null,
    max_output_tokens: null,
    model: request.model,
    output: done ? [outputItem(request, text, 'completed')] : [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: done ? 'default' : 'auto',
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: reported ? responsesUsage(request.behaviour.usage) : null,
    user: null,
    metadata: {},
  };
}

function finalStatus({ behaviour }: SimulatedRequest): string {
  return behaviour.finish === 'length' ? 'incomplete' : 'completed';
}

/** A whole response. */
export function responsesBody(request: SimulatedRequest): unknown {
  return response(request, finalStatus(request), answerPieces(request).join(''));
}

type Numbered = (type: string, fields: Record<string, unknown>) => Buffer;

function numbering(): Numbered {
  let sequence = -1;
  return (type, fields) => {
    sequence += 1;
    return frame({ type, sequence_number: sequence, ...fields }, type);
  };
}

function deltaEvent(request: SimulatedRequest): { readonly type: string; readonly pieces: readonly string[] } {
  if (request.behaviour.tool === undefined) {
    return { type: 'response.output_text.delta', pieces: answerPieces(request) };
  }
  return { type: 'response.function_call_arguments.delta', pieces: ['{"place":', '"Basel"}'] };
}

/** What surrounds the text of a message; a tool call has no content part. */
function partEvents(request: SimulatedRequest, event: Numbered, text: string) {
  const at = { item_id: `msg_${request.id}`, output_index: 0, content_index: 0 };
  const part = (shown: string) => ({ type: 'output_text', annotations: [], logprobs: [], text: shown });
  if (request.behaviour.tool !== undefined) {
    const done = { item_id: `fc_${request.id}`, output_index: 0, name: request.behaviour.tool, arguments: text };
    return { added: () => [], done: () => [event('response.function_call_arguments.done', done)] };
  }
  return {
    added: () => [event('response.content_part.added', { ...at, part: part('') })],
    done: () => [
      event('response.output_text.done', { ...at, logprobs: [], text }),
      event('response.content_part.done', { ...at, part: part(text) }),
    ],
  };
}

/** A streamed response, every event numbered as OpenAI does. */
export function responsesStream(request: SimulatedRequest): Answer {
  const event = numbering();
  const { type, pieces } = deltaEvent(request);
  const text = pieces.join('');
  const part = partEvents(request, event, text);
  const itemId = request.behaviour.tool === undefined ? `msg_${request.id}` : `fc_${request.id}`;
  const at = {
    item_id: itemId,
    output_index: 0,
    ...(request.behaviour.tool === undefined ? { content_index: 0 } : {}),
  };
  const opening = [
    event('response.created', { response: response(request, 'in_progress', '') }),
    event('response.in_progress', { response: response(request, 'in_progress', '') }),
    event('response.output_item.added', { output_index: 0, item: outputItem(request, '', 'in_progress') }),
    ...part.added(),
  ];
  const content = pieces.map((delta) => event(type, { ...at, delta, logprobs: [] }));
  const status = finalStatus(request);
  const closing = [
    ...part.done().map((bytes) => ({ bytes })),
    { bytes: event('response.output_item.done', { output_index: 0, item: outputItem(request, text, 'completed') }) },
    { bytes: event(`response.${status}`, { response: response(request, status, text) }), reportsUsage: true },
  ];
  const error = { code: 'server_error', message: 'The server had an error.', param: null };
  return { opening, content, closing, errorFrame: event('error', error) };
}
