import type { Turn } from '../../canonical/chat-request.ts';
import type { Part } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { readBlocks } from './parse-part.ts';
import { fault, given, isAbsent, needList, needObject, restOf } from './read-field.ts';

const turnKeys: ReadonlySet<string> = new Set(['role', 'content']);

function needTexts(parts: readonly Part[], field: string): void {
  const index = parts.findIndex((part) => part.kind !== 'text' && part.kind !== 'native');
  if (index !== -1) throw fault(`${field}.${index}.type`, 'must be text');
}

/** Results first, as the canon has them and the API demands. */
function withResultsFirst(parts: readonly Part[]): readonly Part[] {
  const results = parts.filter((part) => part.kind === 'tool_result');
  if (results.length === 0) return parts;
  return [...results, ...parts.filter((part) => part.kind !== 'tool_result')];
}

function readTurn(message: JsonObject, field: string): Turn {
  const { role } = message;
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw fault(`${field}.role`, 'must be user, assistant or system');
  }
  const parts = readBlocks(message['content'], `${field}.content`);
  if (role === 'system') needTexts(parts, `${field}.content`);
  return {
    role,
    parts: role === 'user' ? withResultsFirst(parts) : parts,
    ...given('native', restOf(message, turnKeys)),
  };
}

/** The turns of a request: its `system` first, then its `messages`. */
export function readTurns(body: JsonObject): readonly Turn[] {
  const turns: Turn[] = [];
  const { system } = body;
  if (!isAbsent(system)) {
    const parts = readBlocks(system, 'system');
    needTexts(parts, 'system');
    turns.push({ role: 'system', parts });
  }
  for (const [index, message] of needList(body['messages'], 'messages').entries()) {
    turns.push(readTurn(needObject(message, `messages.${index}`), `messages.${index}`));
  }
  return turns;
}
