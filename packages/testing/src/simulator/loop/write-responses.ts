import type { JsonObject } from '@weir/protocol/json-read';
import { responsesUsage } from '../openai-responses.ts';
import { frame } from '../script.ts';
import { piecesOf, type Writing } from './writing.ts';

type Item = JsonObject & { readonly id: string };

function reasoningItem({ id, reading, turn }: Writing): readonly Item[] {
  const { thinks, seal } = turn;
  if (thinks === undefined) return [];
  const sealed = reading.sealed && seal !== undefined ? { encrypted_content: seal } : {};
  return [
    {
      id: `rs_${id}`,
      type: 'reasoning',
      summary: thinks === '' ? [] : [{ type: 'summary_text', text: thinks }],
      ...sealed,
    },
  ];
}

function itemsOf(writing: Writing): readonly Item[] {
  const { id, turn } = writing;
  const content = [{ type: 'output_text', annotations: [], logprobs: [], text: turn.says }];
  const message = { id: `msg_${id}`, type: 'message', status: 'completed', role: 'assistant', content };
  return [
    ...reasoningItem(writing),
    ...(turn.says === undefined ? [] : [message]),
    ...turn.calls.map((call) => ({
      id: `fc_${call.id}`,
      type: 'function_call',
      status: 'completed',
      call_id: `call_${call.id}`,
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    })),
  ];
}

function response({ id, createdS, reading, usage }: Writing, output: readonly Item[] | undefined) {
  const done = output !== undefined;
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: createdS,
    status: done ? 'completed' : 'in_progress',
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model: reading.model,
    output: output ?? [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: 'medium', summary: 'auto' },
    service_tier: done ? 'default' : 'auto',
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: done ? responsesUsage(usage) : null,
    metadata: {},
  };
}

/** A whole response. */
export function responsesDocument(writing: Writing): unknown {
  return response(writing, itemsOf(writing));
}

type Event = readonly [type: string, fields: JsonObject];

function messageEvents({ says = '' }: Writing['turn'], at: JsonObject): readonly Event[] {
  const place = { ...at, content_index: 0 };
  const part = (text: string) => ({ type: 'output_text', annotations: [], logprobs: [], text });
  return [
    ['response.content_part.added', { ...place, part: part('') }],
    ...piecesOf(says).map((delta): Event => ['response.output_text.delta', { ...place, delta, logprobs: [] }]),
    ['response.output_text.done', { ...place, text: says, logprobs: [] }],
    ['response.content_part.done', { ...place, part: part(says) }],
  ];
}

function reasoningEvents({ thinks = '' }: Writing['turn'], at: JsonObject): readonly Event[] {
  if (thinks === '') return [];
  const place = { ...at, summary_index: 0 };
  const part = (text: string) => ({ type: 'summary_text', text });
  return [
    ['response.reasoning_summary_part.added', { ...place, part: part('') }],
    ...piecesOf(thinks).map((delta): Event => ['response.reasoning_summary_text.delta', { ...place, delta }]),
    ['response.reasoning_summary_text.done', { ...place, text: thinks }],
    ['response.reasoning_summary_part.done', { ...place, part: part(thinks) }],
  ];
}

function callEvents(item: Item, at: JsonObject): readonly Event[] {
  const text = String(item['arguments']);
  return [
    ...piecesOf(text).map((delta): Event => ['response.function_call_arguments.delta', { ...at, delta }]),
    ['response.function_call_arguments.done', { ...at, name: item['name'], arguments: text }],
  ];
}

/** The item before anything of it has come. */
function begun(item: Item): JsonObject {
  if (item['type'] === 'message') return { ...item, status: 'in_progress', content: [] };
  if (item['type'] === 'function_call') return { ...item, status: 'in_progress', arguments: '' };
  return { ...item, summary: [] };
}

function itemEvents(writing: Writing, item: Item, index: number): readonly Event[] {
  const at = { item_id: item.id, output_index: index };
  const inner: Readonly<Record<string, () => readonly Event[]>> = {
    message: () => messageEvents(writing.turn, at),
    reasoning: () => reasoningEvents(writing.turn, at),
    function_call: () => callEvents(item, at),
  };
  return [
    ['response.output_item.added', { output_index: index, item: begun(item) }],
    ...(inner[String(item['type'])]?.() ?? []),
    ['response.output_item.done', { output_index: index, item }],
  ];
}

/** A streamed response. */
export function responsesFrames(writing: Writing): readonly Buffer[] {
  const items = itemsOf(writing);
  const events: readonly Event[] = [
    ['response.created', { response: response(writing, undefined) }],
    ['response.in_progress', { response: response(writing, undefined) }],
    ...items.flatMap((item, index) => itemEvents(writing, item, index)),
    ['response.completed', { response: response(writing, items) }],
  ];
  return events.map(([type, fields], index) => frame({ type, sequence_number: index, ...fields }, type));
}
