import { statedConverseUsage } from '@weir/testing/stated-usage';
import { type Json, list } from './json.ts';
import { Draft, type Statement } from './statement.ts';

const finishes: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
};

function readBlock(draft: Draft, block: Json, key: number): void {
  if (typeof block.text === 'string') draft.text += block.text;
  else if (block.toolUse?.type === 'server_tool_use') draft.others.push('server_tool_use');
  else if (block.toolUse) {
    const { toolUseId, name, input } = block.toolUse;
    Object.assign(draft.call(key), { id: toolUseId, name, text: input === undefined ? '' : JSON.stringify(input) });
  } else if (block.reasoningContent) draft.reasoning += block.reasoningContent.reasoningText?.text ?? '';
  else if (block.citationsContent)
    for (const piece of list(block.citationsContent.content)) draft.text += piece.text ?? '';
  else if (block.image) draft.images += 1;
  else draft.others.push(String(Object.keys(block)[0]));
}

/** What a whole Converse answer says. */
export function readConverse(answer: Json): Statement {
  const draft = new Draft();
  list(answer.output?.message?.content).forEach((block, index) => {
    readBlock(draft, block, index);
  });
  draft.finish = answer.stopReason ? (finishes[answer.stopReason] ?? 'other') : undefined;
  const usage = statedConverseUsage(answer.usage ?? {});
  return { choices: [draft.done()], usage, failed: false, ended: draft.finish !== undefined };
}

/** What a ConverseStream says; each event as its type and payload. */
export function readConverseStream(events: readonly Json[]): Statement {
  const draft = new Draft();
  let usage = {};
  let failed = false;
  for (const { type, message_type: kind, payload } of events) {
    if (kind === 'exception') failed = true;
    if (type === 'contentBlockStart' && payload.start?.toolUse)
      readBlock(draft, { toolUse: { ...payload.start.toolUse, input: undefined } }, payload.contentBlockIndex);
    if (type === 'contentBlockDelta') {
      const { delta } = payload;
      draft.text += delta.text ?? '';
      draft.reasoning += delta.reasoningContent?.text ?? '';
      if (delta.toolUse) draft.call(payload.contentBlockIndex).text += delta.toolUse.input ?? '';
    }
    if (type === 'messageStop') draft.finish = finishes[payload.stopReason] ?? 'other';
    if (type === 'metadata' && payload.usage) usage = statedConverseUsage(payload.usage);
  }
  return { choices: [draft.done()], usage, failed, ended: draft.finish !== undefined };
}
