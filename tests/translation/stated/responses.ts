import { statedResponsesUsage } from '@weir/testing/stated-usage';
import { type Json, list } from './json.ts';
import { Draft, type Statement } from './statement.ts';

/** Calls that the client must answer. */
const calls = [
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'apply_patch_call',
  'computer_call',
  'mcp_approval_request',
];

function readItem(draft: Draft, item: Json): void {
  switch (item.type) {
    case 'message':
      for (const part of list(item.content)) {
        if (part.type === 'output_text') draft.text += part.text ?? '';
        else if (part.type === 'refusal') draft.refusal += part.refusal ?? '';
        else draft.others.push(part.type);
      }
      break;
    case 'reasoning':
      for (const part of list(item.summary)) draft.reasoning += part.text ?? '';
      for (const part of list(item.content)) draft.reasoning += part.text ?? '';
      break;
    case 'function_call':
    case 'custom_tool_call': {
      const call = draft.call(item.call_id ?? item.id);
      call.id = item.call_id;
      call.name = item.name;
      call.custom = item.type === 'custom_tool_call';
      call.text = item.arguments ?? item.input ?? '';
      break;
    }
    case 'image_generation_call':
      draft.images += 1;
      draft.others.push(item.type);
      break;
    default:
      draft.others.push(item.type);
  }
}

/** A response waits for its client when a call of the client's stands behind its last message. */
function finishOf(response: Json, output: readonly Json[]): string | undefined {
  if (response.status === 'incomplete') {
    const reason = response.incomplete_details?.reason;
    return { max_output_tokens: 'length', content_filter: 'content_filter' }[String(reason)] ?? 'other';
  }
  if (response.status !== 'completed') return undefined;
  const types = output.map((item) => item.type);
  const waits = types.findLastIndex((type) => calls.includes(type)) > types.lastIndexOf('message');
  return waits ? 'tool_calls' : 'stop';
}

function statementOf(response: Json, output: readonly Json[]): Statement {
  const draft = new Draft();
  for (const item of output) readItem(draft, item);
  draft.finish = finishOf(response, output);
  const usage = response.usage ? statedResponsesUsage({ ...response, output }) : {};
  const failed = response.status === 'failed' || Boolean(response.error);
  return { choices: [draft.done()], usage, failed, ended: draft.finish !== undefined };
}

/** The text deltas of a stream, by the item and part that they belong to. */
function grown(events: readonly Json[], type: string): string {
  return events.flatMap((event) => (event.type === type ? [event.delta] : [])).join('');
}

/** Items as they were told to be done; of those that were not, what was told at first. */
function itemsOf(events: readonly Json[]): Json[] {
  const items = new Map<number, Json>();
  for (const event of events) {
    if (event.type === 'response.output_item.added' || event.type === 'response.output_item.done')
      items.set(event.output_index, event.item);
  }
  return [...items].sort(([one], [other]) => one - other).map(([, item]) => item);
}

/** What the stream's deltas come to; its items say the rest. */
export function readResponsesStream(events: readonly Json[]): Statement {
  const last = events.findLast((event) => /^response\.(completed|incomplete|failed)$/.test(event.type));
  const items = itemsOf(events);
  const statement = statementOf(last?.response ?? {}, items.length > 0 ? items : list(last?.response?.output));
  const [choice] = statement.choices;
  if (choice === undefined) return statement;
  const text = grown(events, 'response.output_text.delta');
  if (text !== '') choice.text = text;
  const thought =
    grown(events, 'response.reasoning_summary_text.delta') + grown(events, 'response.reasoning_text.delta');
  if (thought !== '') choice.reasoning = thought;
  const refusal = grown(events, 'response.refusal.delta');
  if (refusal !== '') choice.refusal = refusal;
  if (events.some((event) => event.type === 'error')) statement.failed = true;
  return statement;
}

/** What a whole Responses object says. */
export function readResponse(response: Json): Statement {
  return statementOf(response, list(response.output));
}
