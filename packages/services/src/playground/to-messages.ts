import { ServiceError } from '../service-error.ts';
import type { ChatMessage, ConvertibleChat } from './chat-request.ts';

/** Anthropic's dialect demands a limit; a chat completion may do without. */
const maxTokensDefault = 4_096;

type Block = Readonly<Record<string, unknown>>;
type Turn = { readonly role: 'user' | 'assistant'; readonly content: Block[] };
type Of<Role extends ChatMessage['role']> = Extract<ChatMessage, { role: Role }>;

function textOf(content: Of<'system'>['content']): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('\n');
}

function refuse(field: string, message: string): never {
  throw new ServiceError('invalid', `${field}: ${message}`, { field: `request.${field}` });
}

function imageOf(url: string): Block {
  const [, mediaType, data] = /^data:([\w/+.-]+);base64,(.+)$/s.exec(url) ?? [];
  const isInline = mediaType !== undefined && data !== undefined;
  return { type: 'image', source: isInline ? { type: 'base64', media_type: mediaType, data } : { type: 'url', url } };
}

function userBlocks({ content }: Of<'user'>): Block[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part) => (part.type === 'text' ? part : imageOf(part.image_url.url)));
}

function inputOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return refuse('messages', `the arguments of the call of ${name} are not valid JSON.`);
  }
}

function assistantBlocks({ content, tool_calls: calls = [] }: Of<'assistant'>): Block[] {
  const text = content === undefined || content === null ? '' : textOf(content);
  return [
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...calls.map(({ id, function: { name, arguments: written } }) => {
      return { type: 'tool_use', id, name, input: inputOf(name, written) };
    }),
  ];
}

function resultBlocks({ tool_call_id: id, content }: Of<'tool'>): Block[] {
  return [{ type: 'tool_result', tool_use_id: id, content: textOf(content) }];
}

/** Turns must alternate, so what follows in the same role, results of tools above all, is one turn. */
function turnsOf(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  const add = (role: Turn['role'], blocks: Block[]) => {
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else turns.push({ role, content: blocks });
  };
  for (const message of messages) {
    if (message.role === 'user') add('user', userBlocks(message));
    if (message.role === 'tool') add('user', resultBlocks(message));
    if (message.role === 'assistant') add('assistant', assistantBlocks(message));
  }
  return turns;
}

function systemOf(messages: readonly ChatMessage[]): string {
  const spoken = messages.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  const texts = messages.flatMap((message, at) => {
    if (message.role !== 'system' && message.role !== 'developer') return [];
    if (at > spoken && spoken !== -1) refuse('messages', 'this model takes system messages at the beginning only.');
    return [textOf(message.content)];
  });
  return texts.join('\n\n');
}

function toolChoiceOf({ tool_choice: choice, parallel_tool_calls: isParallel, tools }: ConvertibleChat): Block {
  if (tools === undefined) return {};
  const one = isParallel === false ? { disable_parallel_tool_use: true } : {};
  if (choice === undefined) return isParallel === false ? { tool_choice: { type: 'auto', ...one } } : {};
  if (choice === 'none') return { tool_choice: { type: 'none' } };
  if (typeof choice === 'object') return { tool_choice: { type: 'tool', name: choice.function.name, ...one } };
  return { tool_choice: { type: choice === 'required' ? 'any' : 'auto', ...one } };
}

function toolsOf({ tools }: ConvertibleChat): Block {
  if (tools === undefined) return {};
  const converted = tools.map(({ function: { name, description, parameters = { type: 'object' } } }) => {
    return { name, ...(description === undefined ? {} : { description }), input_schema: parameters };
  });
  return { tools: converted };
}

/** A chat completion as Anthropic's Messages. Throws `invalid` for what cannot be said there. */
export function toMessages(chat: ConvertibleChat): Readonly<Record<string, unknown>> {
  const { model, messages, stream, temperature, top_p: topP, stop } = chat;
  const system = systemOf(messages);
  return {
    model,
    max_tokens: chat.max_completion_tokens ?? chat.max_tokens ?? maxTokensDefault,
    messages: turnsOf(messages),
    ...(system === '' ? {} : { system }),
    ...(stream === undefined ? {} : { stream }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(stop === undefined ? {} : { stop_sequences: [stop].flat() }),
    ...toolsOf(chat),
    ...toolChoiceOf(chat),
  };
}
