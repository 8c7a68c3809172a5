import { asObject, type JsonObject, listAt, objectAt, textAt } from '@weir/protocol/json-read';
import { encodeFrame } from '@weir/protocol/sse';
import { firstCount, isReasoner, lastUserText } from './ask-fields.ts';
import { type Answer, type Ask, compose, type Tool } from './compose.ts';
import { countInput } from './tokens.ts';
import type { Request, Voice } from './voice.ts';

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((entry) => {
    const tool = asObject(entry);
    const name = tool?.['type'] === 'function' ? textAt(tool, 'name') : undefined;
    return name === undefined ? [] : [{ name, schema: objectAt(tool, 'parameters') ?? {} }];
  });
}

function toolChoiceOf(body: JsonObject): Ask['toolChoice'] {
  const choice = body['tool_choice'];
  if (choice === 'none' || choice === 'required') return choice;
  const name = textAt(asObject(choice), 'name');
  return name === undefined ? 'auto' : { name };
}

function schemaOf(body: JsonObject): JsonObject | undefined {
  const format = objectAt(objectAt(body, 'text'), 'format');
  if (format?.['type'] === 'json_schema') return objectAt(format, 'schema') ?? {};
  return format?.['type'] === 'json_object'
    ? { type: 'object', properties: { answer: { type: 'string' } } }
    : undefined;
}

function inputText(body: JsonObject): string {
  const { input } = body;
  return typeof input === 'string' ? input : lastUserText(body, 'input');
}

function askOf(body: JsonObject, model: string): Ask {
  return {
    model,
    lastUserText: inputText(body),
    tools: toolsOf(body),
    toolChoice: toolChoiceOf(body),
    answerSchema: schemaOf(body),
    outputTokensMax: firstCount(body, 'max_output_tokens'),
    inputTokens: countInput(body['instructions'], body['input'], body['tools']),
    reasons: isReasoner(model),
  };
}

type Item = { readonly open: object; readonly done: object; readonly events: readonly Event[] };
type Event = { readonly type: string; readonly [key: string]: unknown };

function thoughtItem(id: string, thoughts: readonly string[], at: number): Item {
  const place = { item_id: id, output_index: at, summary_index: 0 };
  const text = thoughts.join('');
  const part = { type: 'summary_text', text };
  return {
    open: { id, type: 'reasoning', summary: [] },
    done: { id, type: 'reasoning', summary: [part] },
    events: [
      { type: 'response.reasoning_summary_part.added', ...place, part: { ...part, text: '' } },
      ...thoughts.map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...place, delta })),
      { type: 'response.reasoning_summary_text.done', ...place, text },
      { type: 'response.reasoning_summary_part.done', ...place, part },
    ],
  };
}

function messageItem(id: string, answer: Answer, at: number): Item {
  const place = { item_id: id, output_index: at, content_index: 0 };
  const text = answer.text.join('');
  const part = { type: 'output_text', text, annotations: [], logprobs: [] };
  const status = answer.finish === 'length' ? 'incomplete' : 'completed';
  const base = { id, type: 'message', role: 'assistant' };
  return {
    open: { ...base, status: 'in_progress', content: [] },
    done: { ...base, status, content: [part] },
    events: [
      { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
      ...answer.text.map((delta) => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [] })),
      { type: 'response.output_text.done', ...place, text, logprobs: [] },
      { type: 'response.content_part.done', ...place, part },
    ],
  };
}

function callItem(
  ids: { readonly item: string; readonly call: string },
  call: NonNullable<Answer['call']>,
  at: number,
): Item {
  const place = { item_id: ids.item, output_index: at };
  const written = call.arguments.join('');
  const base = { id: ids.item, type: 'function_call', call_id: ids.call, name: call.name };
  return {
    open: { ...base, arguments: '', status: 'in_progress' },
    done: { ...base, arguments: written, status: 'completed' },
    events: [
      ...call.arguments.map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
      { type: 'response.function_call_arguments.done', ...place, name: call.name, arguments: written },
    ],
  };
}

function itemsOf(answer: Answer, { random }: Request): Item[] {
  const thoughts = answer.thoughts.length === 0 ? [] : [thoughtItem(`rs_${random.hex(32)}`, answer.thoughts, 0)];
  const { call } = answer;
  const ids = { item: `fc_${random.hex(32)}`, call: `call_${random.hex(24)}` };
  const rest =
    call === undefined
      ? messageItem(`msg_${random.hex(32)}`, answer, thoughts.length)
      : callItem(ids, call, thoughts.length);
  return [...thoughts, rest];
}

function usageOf(answer: Answer): object {
  const output = answer.outputTokens + answer.thoughts.length;
  return {
    input_tokens: answer.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: answer.thoughts.length },
    total_tokens: answer.inputTokens + output,
  };
}

/** A response before it is answered, with what was asked repeated in it as OpenAI does. */
function openResponse({ body, model, random, nowMs }: Request): JsonObject {
  return {
    id: `resp_${random.hex(32)}`,
    object: 'response',
    created_at: Math.floor(nowMs / 1_000),
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    model,
    output: [],
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    previous_response_id: null,
    store: false,
    temperature: body['temperature'] ?? 1,
    text: body['text'] ?? { format: { type: 'text' } },
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
    top_p: body['top_p'] ?? 1,
    truncation: 'disabled',
    usage: null,
    metadata: body['metadata'] ?? {},
  };
}

function framesOf(open: JsonObject, items: readonly Item[], closed: JsonObject): readonly Buffer[] {
  const events: Event[] = [
    { type: 'response.created', response: open },
    { type: 'response.in_progress', response: open },
    ...items.flatMap((item, at) => [
      { type: 'response.output_item.added', output_index: at, item: item.open },
      ...item.events,
      { type: 'response.output_item.done', output_index: at, item: item.done },
    ]),
    { type: `response.${textAt(closed, 'status') ?? 'completed'}`, response: closed },
  ];
  return events.map((event, number) => encodeFrame(event.type, JSON.stringify({ ...event, sequence_number: number })));
}

function speak(request: Request): ReturnType<Voice['speak']> {
  const { body, model, random } = request;
  if (body['input'] === undefined) return { kind: 'refused', message: 'input is missing.' };
  const answer = compose(askOf(body, model), random);
  const open = openResponse(request);
  const items = itemsOf(answer, request);
  const cutShort = answer.finish === 'length';
  const closed = {
    ...open,
    status: cutShort ? 'incomplete' : 'completed',
    incomplete_details: cutShort ? { reason: 'max_output_tokens' } : null,
    output: items.map((item) => item.done),
    usage: usageOf(answer),
  };
  if (body['stream'] === true) return { kind: 'stream', frames: framesOf(open, items, closed) };
  return { kind: 'whole', body: closed, outputTokens: answer.outputTokens + answer.thoughts.length };
}

/** The Responses API, as OpenAI speaks it; nothing is stored. */
export const responses: Voice = {
  lastUserText: inputText,
  speak,
  errorFrame: () => {
    const message = 'The sandbox was asked to fail in the middle.';
    const event = { type: 'error', code: 'server_error', message, param: null, sequence_number: 0 };
    return encodeFrame('error', JSON.stringify(event));
  },
};
