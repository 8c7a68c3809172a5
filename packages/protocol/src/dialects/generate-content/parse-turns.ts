import type { Turn } from '../../canonical/chat-request.ts';
import { defined, type Fields, refused } from '../../canonical/fields.ts';
import type { Part } from '../../canonical/part.ts';
import { CallBook } from './call-book.ts';
import { joinModelTurns } from './join-model-turns.ts';
import { fieldsOf, parsePart } from './parse-part.ts';

const contentFields = new Set(['role', 'parts']);

/** The API's JSON takes one message where a list is expected. */
function listOrOne(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function partsOf(content: Fields, calls: CallBook): readonly Part[] {
  return listOrOne(content.value('parts')).map((part, index) =>
    parsePart(part, `${content.at('parts')}.${index}`, calls),
  );
}

function roleOf(content: Fields): Turn['role'] {
  const role = content.text('role');
  switch (role) {
    case undefined:
    case '':
    case 'user':
      return 'user';
    case 'model':
      return 'assistant';
    case 'function':
    case 'tool':
      return 'tool';
    default:
      throw refused(content.at('role'), 'user, model or function');
  }
}

function parseContent(value: unknown, turn: number, calls: CallBook): Turn {
  const content = fieldsOf(value, `contents.${turn}`);
  const role = roleOf(content);
  const parts = partsOf(content, calls);
  const hasResults = parts.some((part) => part.kind === 'tool_result');
  const onlyResults = hasResults && parts.every((part) => part.kind === 'tool_result');
  const rest = content.rest(contentFields);
  // Google's own MCP client gives results in the name of the model.
  if (role === 'assistant' && onlyResults) return { role: 'tool', parts, native: { ...rest, role: 'model' } };
  // `tool` turns hold results only; a turn of the role `function` may hold other parts as well.
  return { role: role === 'tool' && !onlyResults ? 'user' : role, parts, ...defined({ native: rest }) };
}

/** The turns in `contents`; calls without ids get some, which their results share; what the model said in pieces is joined. */
export function parseContents(value: unknown): readonly Turn[] {
  if (value !== undefined && (typeof value !== 'object' || value === null)) throw refused('contents', 'an array');
  const calls = new CallBook();
  return joinModelTurns(listOrOne(value).map((content, turn) => parseContent(content, turn, calls)));
}

/** `systemInstruction` as the system turn; its role says nothing. */
export function parseSystem(value: unknown): readonly Turn[] {
  if (value === undefined) return [];
  const content = fieldsOf(typeof value === 'string' ? { parts: [{ text: value }] } : value, 'systemInstruction');
  const native = content.rest(contentFields);
  return [{ role: 'system', parts: partsOf(content, new CallBook()), ...defined({ native }) }];
}
