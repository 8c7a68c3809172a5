import type { ReplayRecord } from '@weir/testing/simulator/replay';

type Event = readonly [name: string, fields: object];

function sse(events: readonly Event[]): string {
  return events
    .map(([name, fields], sequence) => {
      const data = JSON.stringify({ type: name, sequence_number: sequence, ...fields });
      return `event: ${name}\ndata: ${data}\n\n`;
    })
    .join('');
}

function stream(id: string, events: readonly Event[]): ReplayRecord {
  return {
    id,
    response_status: 200,
    response_headers: { 'content-type': 'text/event-stream', 'request-id': `req_${id}` },
    response_body: sse(events),
  };
}

/** A Messages stream that says `text`, as https://docs.anthropic.com/en/api/messages-streaming has it. */
export function messagesSaying(text: string): ReplayRecord {
  const message = {
    id: 'msg_pong',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5-20250929',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 1200, cache_creation_input_tokens: 0, cache_read_input_tokens: 300, output_tokens: 1 },
  };
  return stream('messages', [
    ['message_start', { message }],
    ['content_block_start', { index: 0, content_block: { type: 'text', text: '' } }],
    ['content_block_delta', { index: 0, delta: { type: 'text_delta', text } }],
    ['content_block_stop', { index: 0 }],
    ['message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } }],
    ['message_stop', {}],
  ]);
}

/** A Responses stream that says `text`, as https://platform.openai.com/docs/api-reference/responses-streaming has it. */
export function responsesSaying(text: string): ReplayRecord {
  const response = {
    id: 'resp_pong',
    object: 'response',
    created_at: 1,
    status: 'in_progress',
    model: 'gpt-5-2025-08-07',
    output: [],
  };
  const part = { type: 'output_text', text, annotations: [] };
  const item = { id: 'msg_pong', type: 'message', status: 'completed', role: 'assistant', content: [part] };
  const usage = {
    input_tokens: 900,
    input_tokens_details: { cached_tokens: 200 },
    output_tokens: 4,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 904,
  };
  const at = { item_id: item.id, output_index: 0, content_index: 0 };
  return stream('responses', [
    ['response.created', { response }],
    ['response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', content: [] } }],
    ['response.content_part.added', { ...at, part: { ...part, text: '' } }],
    ['response.output_text.delta', { ...at, delta: text }],
    ['response.output_text.done', { ...at, text }],
    ['response.output_item.done', { output_index: 0, item }],
    ['response.completed', { response: { ...response, status: 'completed', output: [item], usage } }],
  ]);
}
