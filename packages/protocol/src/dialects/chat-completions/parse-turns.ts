import type { Turn } from '../../canonical/chat-request.ts';
import { defined, Fields, objectOf, refused } from '../../canonical/fields.ts';
import type { AudioPart, Part, ToolResultPart } from '../../canonical/part.ts';
import { asObject, entryOf, type JsonObject } from '../../json-read.ts';
import { parseAnnotations } from './annotations.ts';
import { legacyNative, parseCalls, parseLegacyCall } from './parse-calls.ts';
import { cacheMarkOf, parseContent } from './parse-content.ts';
import { parseReasoning, withSeals } from './parse-reasoning.ts';

type Role = Turn['role'];
const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'developer',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

const plainFields = new Set(['role', 'content', 'name']);
const resultFields = new Set(['role', 'content', 'tool_call_id', 'name']);
const assistantFields = new Set([
  'role',
  'content',
  'name',
  'refusal',
  'tool_calls',
  'function_call',
  'audio',
  'images',
  'annotations',
  'reasoning',
  'reasoning_content',
  'reasoning_details',
]);

/** A mark on the whole message (Vercel, OpenRouter) is one on its last part. */
function withMessageMark(parts: readonly Part[], message: Fields): { parts: readonly Part[]; read: readonly string[] } {
  const cache = cacheMarkOf(message.value('cache_control'));
  const last = parts.at(-1);
  if (cache === undefined || last === undefined || last.kind === 'native') return { parts, read: [] };
  return { parts: [...parts.slice(0, -1), { ...last, cache: last.cache ?? cache }], read: ['cache_control'] };
}

function restOf(message: Fields, known: ReadonlySet<string>, read: readonly string[]): JsonObject | undefined {
  return message.rest(new Set([...known, ...read]));
}

function plainTurn(message: Fields, role: Role): Turn {
  const { parts, read } = withMessageMark(parseContent(message.value('content'), message.at('content')), message);
  return { role, parts, ...defined({ name: message.text('name'), native: restOf(message, plainFields, read) }) };
}

/** An earlier spoken answer, by its id. */
function audioOf(message: Fields): readonly AudioPart[] {
  const audio = message.nested('audio');
  const id = audio?.text('id');
  if (audio === undefined || id === undefined || id === '') return [];
  return [{ kind: 'audio', source: { kind: 'file', id }, id, ...defined({ native: audio.rest(new Set(['id'])) }) }];
}

function refusalOf(message: Fields): readonly Part[] {
  const text = message.text('refusal');
  return text === undefined || text === '' ? [] : [{ kind: 'refusal', text }];
}

/** What the answer cited, on the first text: the field of the message names no part. */
function withAnnotations(parts: readonly Part[], message: Fields): readonly Part[] {
  const annotations = parseAnnotations(message.object);
  const first = parts.findIndex(({ kind }) => kind === 'text');
  if (annotations.length === 0 || first === -1) return parts;
  return parts.map((part, index) => (index === first && part.kind === 'text' ? { ...part, annotations } : part));
}

function assistantTurn(message: Fields, legacyId: string): Turn {
  const calls = [...parseCalls(message), ...parseLegacyCall(message, legacyId)];
  const reasoning = parseReasoning(message.object, new Set(calls.map(({ id }) => id)));
  const said = withAnnotations(parseContent(message.value('content'), message.at('content')), message);
  const images = parseContent(message.value('images'), message.at('images'));
  const all = [...reasoning.parts, ...said, ...refusalOf(message), ...audioOf(message), ...images, ...calls];
  const { parts, read } = withMessageMark(withSeals(all, reasoning.seals), message);
  const native = restOf(message, assistantFields, read);
  return { role: 'assistant', parts, ...defined({ name: message.text('name'), native }) };
}

/** Reads the messages one by one; remembers what the old form of tool results, which has no ids, answers to. */
class TurnReader {
  readonly #turns: Turn[] = [];
  readonly #legacy = new Map<string, string>();

  read(value: unknown, number: number): void {
    const path = `messages.${number}`;
    const message = new Fields(objectOf(value, path), path);
    const word = message.value('role');
    const role = typeof word === 'string' ? entryOf(roles, word) : undefined;
    if (role === undefined) throw refused(message.at('role'), `one of ${Object.keys(roles).join(', ')}`);
    if (role === 'tool') this.#result(message, word === 'function');
    else if (role === 'assistant') this.#assistant(message, number);
    else this.#turns.push(plainTurn(message, role));
  }

  turns(): readonly Turn[] {
    return this.#turns;
  }

  #assistant(message: Fields, number: number): void {
    const id = `call_${number}`;
    const called = asObject(message.value('function_call'))?.['name'];
    if (typeof called === 'string') this.#legacy.set(called, id);
    this.#turns.push(assistantTurn(message, id));
  }

  /** A result without an id (Z.AI takes them) answers to the first call that has none yet. */
  #unnamed(message: Fields): string {
    const calls = this.#turns.findLast(({ role }) => role === 'assistant')?.parts ?? [];
    const last = this.#turns.at(-1);
    const answered =
      last?.role === 'tool' ? last.parts.flatMap((part) => (part.kind === 'tool_result' ? [part.callId] : [])) : [];
    const call = calls.find((part) => part.kind === 'tool_call' && !answered.includes(part.id));
    return call?.kind === 'tool_call' ? call.id : message.needText('tool_call_id');
  }

  #result(message: Fields, isLegacy: boolean): void {
    const name = isLegacy ? message.needName('name') : message.text('name');
    const callId = isLegacy
      ? (this.#legacy.get(name ?? '') ?? '')
      : (message.text('tool_call_id') ?? this.#unnamed(message));
    const content = parseContent(message.value('content'), message.at('content'));
    const cache = cacheMarkOf(message.value('cache_control'));
    const rest = restOf(message, resultFields, cache === undefined ? [] : ['cache_control']);
    const native = isLegacy ? { ...rest, ...legacyNative } : rest;
    const part: ToolResultPart = { kind: 'tool_result', callId, parts: content, ...defined({ name, cache, native }) };
    const last = this.#turns.at(-1);
    if (last?.role === 'tool') this.#turns[this.#turns.length - 1] = { ...last, parts: [...last.parts, part] };
    else this.#turns.push({ role: 'tool', parts: [part] });
  }
}

/** The turns in `messages`; results that follow each other are one turn. Throws WeirError invalid_request. */
export function parseTurns(messages: readonly unknown[]): readonly Turn[] {
  const reader = new TurnReader();
  messages.forEach((message, number) => {
    reader.read(message, number);
  });
  return reader.turns();
}
