import type { Turn } from '../../canonical/chat-request.ts';
import type { Part } from '../../canonical/part.ts';
import { encodePart } from './encode-part.ts';
import { type Block, nativeOf, type Writing } from './writing.ts';

/** A message that is being written; `rest` are native fields of the turn. */
type Message = { readonly role: 'user' | 'assistant' | 'system'; content: Block[]; readonly rest: Block };

/** The conversation in this dialect. */
export type Conversation = { readonly system: readonly Block[]; readonly messages: readonly Message[] };

function isSystem({ role }: Turn): boolean {
  return role === 'system' || role === 'developer';
}

function encodeParts(parts: readonly Part[], writing: Writing): Block[] {
  return parts.flatMap((part) => encodePart(part, writing));
}

function roleOf({ role }: Turn): Message['role'] {
  if (role === 'assistant') return 'assistant';
  return role === 'system' || role === 'developer' ? 'system' : 'user';
}

/** As the client wrote it: its first system turn is its `system`, later ones are messages. */
function encodeOwn(turns: readonly Turn[], writing: Writing): Conversation {
  const [first] = turns;
  const leads = first !== undefined && isSystem(first) && first.parts.every(({ kind }) => kind === 'text');
  const system = leads ? encodeParts(first.parts, writing) : [];
  const messages = (leads ? turns.slice(1) : turns).map((turn): Message => {
    const content = encodeParts(turn.parts, writing);
    return { role: roleOf(turn), content, rest: { ...turn.native } };
  });
  return { system, messages: messages.filter(({ content }) => content.length > 0) };
}

function withResultsFirst(content: readonly Block[]): Block[] {
  const results = content.filter(({ type }) => type === 'tool_result');
  return [...results, ...content.filter(({ type }) => type !== 'tool_result')];
}

function refuseMedia(content: readonly Block[], { losses }: Writing): void {
  if (content.some(({ type }) => type !== 'text')) losses.cannot('system');
}

/** The API refuses an answer to be continued that ends in blanks. */
function trimTail(messages: readonly Message[]): void {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return;
  const block = last.content.at(-1);
  if (block?.['type'] === 'text' && typeof block['text'] === 'string') block['text'] = block['text'].trimEnd();
}

/** The API wants a conversation to begin with the user: the least that it takes for a turn nobody spoke. */
const silence: Block = { type: 'text', text: '.' };

/**
 * Another dialect's turns: system ones go to the top, turns of one side that follow each other become one, so that all
 * results of parallel calls stand in the message after them.
 */
function encodeForeign(turns: readonly Turn[], writing: Writing): Conversation {
  const system: Block[] = [];
  const messages: Message[] = [];
  for (const turn of turns) {
    if (turn.name !== undefined) writing.losses.cannot('speaker_name');
    nativeOf(turn.native, writing);
    const content = encodeParts(turn.parts, writing);
    if (isSystem(turn)) {
      refuseMedia(content, writing);
      if (messages.length > 0 && content.length > 0) writing.losses.cannot('system_position');
      system.push(...content);
      continue;
    }
    const role = roleOf(turn);
    const last = messages.at(-1);
    if (content.length === 0) continue;
    if (last?.role === role) last.content = withResultsFirst([...last.content, ...content]);
    else messages.push({ role, content: withResultsFirst(content), rest: {} });
  }
  trimTail(messages);
  if (messages[0]?.role !== 'user') messages.unshift({ role: 'user', content: [silence], rest: {} });
  return { system, messages };
}

/** The turns of a request as `system` and `messages`. */
export function encodeTurns(writing: Writing): Conversation {
  const { turns } = writing.request;
  const conversation = writing.own ? encodeOwn(turns, writing) : encodeForeign(turns, writing);
  if (conversation.system.length > 0) writing.losses.can('system');
  return conversation;
}

function holds(message: Message | undefined, type: string): boolean {
  return message?.content.some((block) => block['type'] === type) === true;
}

/**
 * True where the API would refuse to think by a budget: an answer that is to be continued, or calls that are being
 * answered, without the thinking that led to them (docs, "Extended thinking with tool use").
 */
export function forbidsThinking({ messages }: Conversation): boolean {
  const last = messages.at(-1);
  if (last?.role === 'assistant') return true;
  if (!holds(last, 'tool_result')) return false;
  const calling = messages.at(-2);
  const first = calling?.content[0]?.['type'];
  return holds(calling, 'tool_use') && first !== 'thinking' && first !== 'redacted_thinking';
}
