import { statedMessagesUsage } from '@weir/testing/stated-usage';
import { type Json, list } from './json.ts';
import { Draft, type Statement } from './statement.ts';

const finishes: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'refusal',
  pause_turn: 'pause',
};

function readBlock(draft: Draft, block: Json, key: number): void {
  switch (block.type) {
    case 'text':
      draft.text += block.text ?? '';
      break;
    case 'thinking':
      draft.reasoning += block.thinking ?? '';
      break;
    case 'tool_use': {
      const call = draft.call(key);
      call.id = block.id;
      call.name = block.name;
      const empty = block.input === undefined || Object.keys(block.input).length === 0;
      call.text = empty ? '' : JSON.stringify(block.input);
      break;
    }
    case 'redacted_thinking':
      break;
    default:
      draft.others.push(block.type);
  }
}

function readDelta(draft: Draft, event: Json, isCall: boolean): void {
  const { delta } = event;
  if (delta.type === 'text_delta') draft.text += delta.text;
  if (delta.type === 'thinking_delta') draft.reasoning += delta.thinking;
  if (delta.type === 'input_json_delta' && isCall) draft.call(event.index).text += delta.partial_json;
}

/** What a Messages stream says. */
export function readMessagesStream(events: readonly Json[]): Statement {
  const draft = new Draft();
  const callsAt = new Set<number>();
  const reports: Json[] = [];
  let failed = false;
  let ended = false;
  for (const event of events) {
    if (event.type === 'message_start') reports.push(event.message.usage ?? {});
    if (event.type === 'content_block_start') {
      readBlock(draft, event.content_block, event.index);
      if (event.content_block.type === 'tool_use') callsAt.add(event.index);
    }
    if (event.type === 'content_block_delta') readDelta(draft, event, callsAt.has(event.index));
    if (event.type === 'message_delta') {
      const word = event.delta?.stop_reason;
      if (word) draft.finish = finishes[word] ?? 'other';
      if (event.usage) reports.push(event.usage);
    }
    if (event.type === 'error') failed = true;
    if (event.type === 'message_stop') ended = true;
  }
  return { choices: [draft.done()], usage: statedMessagesUsage(reports), failed, ended };
}

/** What a whole message says. */
export function readMessage(message: Json): Statement {
  const draft = new Draft();
  list(message.content).forEach((block, index) => {
    readBlock(draft, block, index);
  });
  draft.finish = message.stop_reason ? (finishes[message.stop_reason] ?? 'other') : undefined;
  const usage = message.usage ? statedMessagesUsage([message.usage]) : {};
  return { choices: [draft.done()], usage, failed: message.type === 'error', ended: draft.finish !== undefined };
}
