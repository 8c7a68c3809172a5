import { asList, asObject, type JsonObject } from '../json-read.ts';
import type { Operation } from '../operation.ts';
import { either } from './read-gemini.ts';

/** The texts of a content, whatever its dialect: a text, parts, or an object that holds parts. */
function textOf(content: unknown, charactersMax: number): string {
  if (typeof content === 'string') return content.slice(0, charactersMax);
  let text = '';
  for (const value of asList(asObject(content)?.['parts'] ?? content)) {
    const part = typeof value === 'string' ? value : asObject(value)?.['text'];
    if (typeof part === 'string') text = text === '' ? part : `${text}\n${part}`;
    if (text.length >= charactersMax) break;
  }
  return text.slice(0, charactersMax);
}

const systemRoles: ReadonlySet<unknown> = new Set(['system', 'developer']);

/** The text of the last turn in which a user says something: a turn of tool results alone is none. */
function lastOfUser(turns: readonly unknown[], charactersMax: number): string {
  for (let at = turns.length - 1; at >= 0; at--) {
    const turn = asObject(turns[at]);
    if (turn === undefined || (turn['role'] ?? 'user') !== 'user') continue;
    const text = textOf(turn['content'] ?? turn, charactersMax);
    if (text !== '') return text;
  }
  return '';
}

/** The text of the system turns that a conversation begins with. */
function firstOfSystem(turns: readonly unknown[], charactersMax: number): string {
  let text = '';
  for (const value of turns) {
    const turn = asObject(value);
    if (!systemRoles.has(turn?.['role']) || text.length >= charactersMax) break;
    text = joined(text, textOf(turn?.['content'], charactersMax), charactersMax);
  }
  return text;
}

function joined(first: string, second: string, charactersMax: number): string {
  if (first === '' || second === '') return first + second;
  return `${first}\n${second}`.slice(0, charactersMax);
}

function ofConversation(turns: unknown, system: unknown, charactersMax: number): string {
  const list = Array.isArray(turns) ? turns : [turns];
  const user = typeof turns === 'string' ? turns.slice(0, charactersMax) : lastOfUser(list, charactersMax);
  if (user.length >= charactersMax) return user;
  const told = textOf(system, charactersMax);
  return joined(user, joined(told, firstOfSystem(list, charactersMax), charactersMax), charactersMax);
}

function ofBody(operation: Operation, body: JsonObject, charactersMax: number): string {
  switch (operation) {
    case 'chat':
      return ofConversation(body['messages'], undefined, charactersMax);
    case 'responses':
      return ofConversation(body['input'], body['instructions'], charactersMax);
    case 'messages':
    case 'count_tokens':
      return ofConversation(body['messages'], body['system'], charactersMax);
    case 'generate_content':
    case 'gemini_count_tokens':
      return ofConversation(body['contents'], either(body, 'systemInstruction', 'system_instruction'), charactersMax);
    default:
      return textOf(body['prompt'] ?? body['input'] ?? body['query'], charactersMax);
  }
}

/**
 * What a task is recognised by: the last user turn with a text, then the system's words, at most `charactersMax`
 * characters of both. Empty where there is none; nothing throws.
 */
export function readPromptText(operation: Operation, document: unknown, charactersMax: number): string {
  const body = asObject(document);
  return body === undefined ? '' : ofBody(operation, body, charactersMax);
}
