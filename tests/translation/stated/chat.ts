import { statedChatUsage } from '@weir/testing/stated-usage';
import { type Json, list } from './json.ts';
import { Draft, type Statement } from './statement.ts';

const finishes: Readonly<Record<string, string>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  model_length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
};

function readContent(draft: Draft, content: Json): void {
  if (typeof content === 'string') draft.text += content;
  for (const piece of list(content)) {
    // Mistral thinks in pieces of the content, Databricks too.
    if (piece.type === 'thinking') for (const thought of list(piece.thinking)) draft.reasoning += thought.text ?? '';
    else if (piece.type === 'reasoning') for (const part of list(piece.summary)) draft.reasoning += part.text ?? '';
    else if (piece.type === 'text') draft.text += piece.text ?? '';
    else draft.others.push(piece.type);
  }
}

function plainThoughtIn(message: Json): string {
  if (typeof message.reasoning_content === 'string' && message.reasoning_content !== '')
    return message.reasoning_content;
  return typeof message.reasoning === 'string' ? message.reasoning : '';
}

/** The list says the same thoughts once more, with their seals; it counts where they stand nowhere else. */
function thoughtIn(messages: readonly Json[]): string {
  const plain = messages.map(plainThoughtIn).join('');
  if (plain !== '') return plain;
  return messages
    .flatMap((message) => list(message.reasoning_details))
    .map((detail) => detail.text ?? detail.summary ?? '')
    .join('');
}

function readCalls(draft: Draft, message: Json): void {
  list(message.tool_calls).forEach((call, position) => {
    const known = draft.call(call.index ?? position);
    const said = (call.type === 'custom' ? call.custom : call.function) ?? {};
    known.id ??= call.id || undefined;
    known.name ||= said.name ?? '';
    // Snowflake fills in an empty `custom` beside its functions.
    known.custom ||= call.type === 'custom';
    const text = said.arguments ?? said.input ?? '';
    known.text += typeof text === 'string' ? text : JSON.stringify(text);
  });
  if (message.function_call?.name || message.function_call?.arguments) {
    const known = draft.call('function');
    known.name ||= message.function_call.name ?? '';
    known.text += message.function_call.arguments ?? '';
  }
}

function readMessage(draft: Draft, message: Json): void {
  readContent(draft, message.content);
  draft.refusal += message.refusal ?? '';
  draft.transcript += message.audio?.transcript ?? '';
  draft.images += list(message.images).length;
  readCalls(draft, message);
}

function finishOf(word: string): string {
  return finishes[word] ?? 'other';
}

/** What a Chat Completions answer says: the whole, or the chunks of a stream in order. */
export function readChat(documents: readonly Json[]): Statement {
  const drafts = new Map<number, Draft>();
  let usage = {};
  let failed = false;
  const messagesOf = new Map<Draft, Json[]>();
  for (const document of documents) {
    if (document.error) failed = true;
    for (const choice of list(document.choices)) {
      const draft = drafts.get(choice.index ?? 0) ?? new Draft();
      drafts.set(choice.index ?? 0, draft);
      // Perplexity puts an empty `delta` beside its messages, and the message so far beside its deltas.
      const message =
        (documents.length > 1 ? (choice.delta ?? choice.message) : (choice.message ?? choice.delta)) ?? {};
      readMessage(draft, message);
      messagesOf.set(draft, [...(messagesOf.get(draft) ?? []), message]);
      if (choice.finish_reason) draft.finish = finishOf(choice.finish_reason);
    }
    const report = document.usage ?? document.x_groq?.usage;
    if (report) usage = { ...usage, ...statedChatUsage(report) };
  }
  for (const [draft, messages] of messagesOf) draft.reasoning += thoughtIn(messages);
  const choices = [...drafts].sort(([one], [other]) => one - other).map(([, draft]) => draft.done());
  return { choices, usage, failed, ended: choices.length > 0 && choices.every(({ finish }) => finish !== undefined) };
}
