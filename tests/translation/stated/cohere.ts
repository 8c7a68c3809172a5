import { statedCohereUsage } from '@weir/testing/stated-usage';
import { type Json, list } from './json.ts';
import { Draft, type Statement } from './statement.ts';

const finishes: Readonly<Record<string, string>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool_calls',
};

function readPiece(draft: Draft, piece: Json): void {
  draft.text += piece.text ?? '';
  draft.reasoning += piece.thinking ?? '';
}

function readCall(draft: Draft, call: Json, key: number): void {
  const known = draft.call(key);
  known.id ??= call.id;
  known.name ||= call.function?.name ?? '';
  known.text += call.function?.arguments ?? '';
}

/** What a whole answer of Cohere's v2 chat says: the plan of its tool calls is thought. */
export function readCohere(answer: Json): Statement {
  const draft = new Draft();
  const message = answer.message ?? {};
  draft.reasoning += message.tool_plan ?? '';
  for (const piece of list(message.content)) readPiece(draft, piece);
  list(message.tool_calls).forEach((call, index) => {
    readCall(draft, call, index);
  });
  draft.finish = finishes[answer.finish_reason] ?? 'other';
  const usage = statedCohereUsage(answer.usage ?? {});
  return { choices: [draft.done()], usage, failed: false, ended: true };
}

/** What a stream of it says. */
export function readCohereStream(events: readonly Json[]): Statement {
  const draft = new Draft();
  let usage = {};
  for (const { type, index, delta } of events) {
    const message = delta?.message ?? {};
    draft.reasoning += message.tool_plan ?? '';
    if (message.content && (type === 'content-start' || type === 'content-delta')) readPiece(draft, message.content);
    if (type === 'tool-call-start' || type === 'tool-call-delta') readCall(draft, message.tool_calls, index);
    if (type === 'message-end') {
      draft.finish = finishes[delta.finish_reason] ?? 'other';
      usage = statedCohereUsage(delta.usage ?? {});
    }
  }
  return { choices: [draft.done()], usage, failed: false, ended: draft.finish !== undefined };
}
