import type { Turn } from '../../canonical/chat-request.ts';
import type { Part, Signature, ToolCallPart } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { idOfNumber } from './call-book.ts';
import { encodeCall, encodePart } from './encode-part.ts';
import { encodeResult } from './encode-result.ts';
import { mergeNative } from './merge-native.ts';
import { ownSeal, type Writing } from './writing.ts';

export type Conversation = { readonly systemInstruction?: JsonObject; readonly contents: readonly JsonObject[] };

/**
 * Gemini 3 refuses a call of its own without a seal; this is the documented stand-in for calls of other models and of
 * clients that lost it (https://ai.google.dev/gemini-api/docs/thought-signatures, "FAQs").
 */
const sealStandIn = 'skip_thought_signature_validator';

/** The calls of a conversation: names by id, and the ids that a client of this dialect never saw. */
type Calls = { readonly names: Map<string, string>; readonly made: Set<string> };

function isSystem(turn: Turn): boolean {
  return turn.role === 'system' || turn.role === 'developer';
}

function callsOf(turns: readonly Turn[], own: boolean): Calls {
  const names = new Map<string, string>();
  const made = new Set<string>();
  let number = 0;
  for (const part of turns.flatMap(({ parts }) => parts)) {
    if (part.kind !== 'tool_call' && part.kind !== 'tool_result') continue;
    const id = part.kind === 'tool_call' ? part.id : part.callId;
    if (part.kind === 'tool_call') names.set(id, part.name);
    if (own && id === idOfNumber(number)) made.add(id);
    number++;
  }
  return { names, made };
}

function isCall(part: JsonObject): boolean {
  return 'functionCall' in part;
}

/** Only the first of parallel calls carries the seal. */
function withStandIn(parts: readonly JsonObject[]): readonly JsonObject[] {
  const first = parts.find(isCall);
  if (first === undefined || first['thoughtSignature'] !== undefined) return parts;
  return parts.map((part) => (part === first ? { ...part, thoughtSignature: sealStandIn } : part));
}

function takesSeal(part: Part): part is Extract<Part, { kind: 'text' | 'tool_call' | 'image' }> {
  return part.kind === 'text' || part.kind === 'tool_call' || part.kind === 'image';
}

/** A seal that another dialect carried alone belongs to the part after it. */
function withSealsInPlace(parts: readonly Part[], writing: Writing): readonly Part[] {
  const placed: Part[] = [];
  let waiting: Signature | undefined;
  for (const part of parts) {
    const alone =
      part.kind === 'reasoning' && part.texts.length === 0 && ownSeal(part.signature, writing) !== undefined;
    if (alone) waiting = part.signature;
    else if (waiting !== undefined && takesSeal(part) && part.signature === undefined) {
      placed.push({ ...part, signature: waiting });
      waiting = undefined;
    } else placed.push(part);
  }
  return placed;
}

function modelParts(turn: Turn, calls: Calls, writing: Writing): readonly JsonObject[] {
  const written = withSealsInPlace(turn.parts, writing).flatMap((part) =>
    part.kind === 'tool_call' ? [writeCall(part, calls, writing)] : encodePart(part, writing),
  );
  return (writing.generation ?? 0) >= 3 ? withStandIn(written) : written;
}

function writeCall(part: ToolCallPart, { made }: Calls, writing: Writing): JsonObject {
  if (!writing.own && part.cache !== undefined) writing.losses.cannot('prompt_cache');
  const call = encodeCall(part, writing, made.has(part.id));
  return writing.own ? mergeNative(call, part.native) : call;
}

function results(parts: readonly Part[], { names, made }: Calls, writing: Writing): readonly JsonObject[] {
  const written = parts.flatMap((part) => {
    if (part.kind !== 'tool_result') return [];
    const name = writing.own ? (part.name ?? names.get(part.callId)) : (names.get(part.callId) ?? part.name);
    return [encodeResult(part, name ?? part.callId, { ...writing, omitsId: made.has(part.callId) })];
  });
  return [...written.map(({ response }) => response), ...written.flatMap(({ beside }) => beside)];
}

/** In this dialect results keep their place among the parts of a turn; Google's own MCP client puts them into the model's. */
function ownParts(turn: Turn, calls: Calls, writing: Writing): readonly JsonObject[] {
  return turn.parts.flatMap((part) => {
    if (part.kind === 'tool_call') return [writeCall(part, calls, writing)];
    return part.kind === 'tool_result' ? results([part], calls, writing) : encodePart(part, writing);
  });
}

function ownContents(turns: readonly Turn[], calls: Calls, writing: Writing): readonly JsonObject[] {
  return turns.map((turn) => {
    const role = turn.role === 'assistant' ? 'model' : 'user';
    return mergeNative({ role, parts: ownParts(turn, calls, writing) }, turn.native);
  });
}

type Content = { readonly role: 'user' | 'model'; readonly parts: readonly JsonObject[]; readonly results?: true };

/**
 * The results of parallel calls must stand in one message (https://ai.google.dev/gemini-api/docs/function-calling), and
 * what a user says besides in one of its own.
 */
function contentsOf(turn: Turn, calls: Calls, writing: Writing): readonly Content[] {
  if (turn.role === 'assistant') return [{ role: 'model', parts: modelParts(turn, calls, writing) }];
  const others = turn.parts.filter((part) => part.kind !== 'tool_result');
  return [
    { role: 'user', parts: results(turn.parts, calls, writing), results: true },
    { role: 'user', parts: others.flatMap((part) => encodePart(part, writing)) },
  ];
}

function joined(contents: readonly Content[]): readonly JsonObject[] {
  const merged: Content[] = [];
  for (const content of contents) {
    if (content.parts.length === 0) continue;
    const last = merged.at(-1);
    const fits = last !== undefined && last.role === content.role && last.results === content.results;
    if (fits && (content.role === 'model' || content.results === true)) {
      merged[merged.length - 1] = { ...last, parts: [...last.parts, ...content.parts] };
    } else merged.push(content);
  }
  return merged.map(({ role, parts }) => ({ role, parts }));
}

function noteTurns(turns: readonly Turn[], { losses }: Writing): void {
  const firstOther = turns.findIndex((turn) => !isSystem(turn));
  if (firstOther !== -1 && turns.slice(firstOther).some(isSystem)) losses.cannot('system_position');
  for (const turn of turns) {
    if (turn.name !== undefined) losses.cannot('speaker_name');
    losses.foreign(turn.native);
  }
}

/** The turns as `systemInstruction` and `contents`. */
export function encodeTurns(turns: readonly Turn[], writing: Writing): Conversation {
  const { own, losses } = writing;
  const others = turns.filter((turn) => !isSystem(turn));
  const calls = callsOf(others, own);
  const system = turns.filter(isSystem);
  const systemParts = system.flatMap((turn) => turn.parts.flatMap((part) => encodePart(part, writing)));
  if (systemParts.length > 0) losses.can('system');
  if (!own) noteTurns(turns, writing);
  const contents = own
    ? ownContents(others, calls, writing)
    : joined(others.flatMap((turn) => contentsOf(turn, calls, writing)));
  // The API wants something to answer.
  if (!own && contents.length === 0) return { contents: [{ role: 'user', parts: systemParts }] };
  if (system.length === 0 || (!own && systemParts.length === 0)) return { contents };
  const native = own ? system[0]?.native : undefined;
  return { systemInstruction: mergeNative({ parts: systemParts }, native), contents };
}
