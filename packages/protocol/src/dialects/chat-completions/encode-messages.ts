import type { Turn } from '../../canonical/chat-request.ts';
import { argumentsOfInput } from '../../canonical/custom-tool.ts';
import { fieldOf } from '../../canonical/features.ts';
import type { Part, ToolCallPart, ToolResultPart } from '../../canonical/part.ts';
import { asList, asObject, type JsonObject } from '../../json-read.ts';
import { encodeAnnotation } from './annotations.ts';
import { contentOf, encodeCache, encodePart } from './encode-content.ts';
import { callSealDetails, encodeCallSeal, encodeReplay } from './encode-replay.ts';
import { type Encoding, nativesOf } from './encoding.ts';

function nameOf({ losses }: Encoding, { name }: Turn): JsonObject {
  return name !== undefined && losses.can('speaker_name') ? { name } : {};
}

function encodeCall(encoding: Encoding, call: ToolCallPart): JsonObject {
  const { isOwn, target, ids } = encoding;
  const native = isOwn ? call.native : undefined;
  const extra = asObject(native?.['extra_content']);
  const seal = encodeCallSeal(encoding, call.signature);
  const sealed = asObject(seal['extra_content']);
  const joined =
    extra === undefined || sealed === undefined
      ? seal
      : {
          extra_content: { ...extra, google: { ...asObject(extra['google']), ...asObject(sealed['google']) } },
        };
  const common = { ...native, id: ids.of(call.id), ...joined, ...encodeCache(encoding, call.cache) };
  if (call.custom === true && !target.lacks.has('custom_tools')) {
    return { ...common, type: 'custom', custom: { name: call.name, input: call.arguments } };
  }
  const text = call.custom === true ? argumentsOfInput(call.arguments) : call.arguments;
  return { ...common, type: 'function', function: { name: call.name, arguments: isOwn ? text : text || '{}' } };
}

function isLegacy({ isOwn }: Encoding, native: JsonObject | undefined): boolean {
  return isOwn && native?.['function_call'] === true;
}

function encodeCalls(encoding: Encoding, parts: readonly Part[]): JsonObject {
  const calls = parts.filter((part) => part.kind === 'tool_call');
  const [first] = calls;
  if (first === undefined) return {};
  if (isLegacy(encoding, first.native)) return { function_call: { name: first.name, arguments: first.arguments } };
  if (!encoding.losses.can('tools')) return {};
  return { tool_calls: calls.map((call) => encodeCall(encoding, call)) };
}

/** An earlier spoken answer goes back by its id alone. */
function encodeSpoken(encoding: Encoding, parts: readonly Part[]): JsonObject {
  const audio = parts.find((part) => part.kind === 'audio');
  if (audio === undefined) return {};
  const id = audio.id ?? (audio.source.kind === 'file' ? audio.source.id : undefined);
  if (id === undefined) {
    encoding.losses.cannot('audio_input');
    return {};
  }
  return { audio: { ...nativesOf(encoding, audio.native), id } };
}

function encodeAnnotations(encoding: Encoding, parts: readonly Part[]): JsonObject {
  const annotations = parts.flatMap((part) => (part.kind === 'text' ? (part.annotations ?? []) : []));
  if (annotations.length === 0) return {};
  if (!encoding.isOwn) {
    encoding.losses.cannot('citations');
    return {};
  }
  return { annotations: annotations.flatMap((annotation) => encodeAnnotation(annotation) ?? []) };
}

const elsewhere: ReadonlySet<Part['kind']> = new Set(['reasoning', 'tool_call', 'refusal', 'audio', 'image']);

function encodeAssistant(encoding: Encoding, turn: Turn): JsonObject {
  const { parts } = turn;
  const { isOwn } = encoding;
  const replay = encodeReplay(encoding, parts);
  const inList = parts.filter(({ kind }) => !elsewhere.has(kind)).flatMap((part) => encodePart(encoding, part));
  const refusal = parts.flatMap((part) => (part.kind === 'refusal' ? [part.text] : []));
  const images = isOwn
    ? parts.filter(({ kind }) => kind === 'image').flatMap((part) => encodePart(encoding, part))
    : [];
  const calls = encodeCalls(encoding, parts);
  const sealed = [...asList(replay.fields['reasoning_details']), ...callSealDetails(encoding, parts)];
  // Texts of one answer were cut where they cite: they are one text.
  const content = contentOf(encoding, [...replay.chunks, ...inList], {
    role: 'assistant',
    between: isOwn ? undefined : '',
  });
  return {
    ...nativesOf(encoding, turn.native),
    role: 'assistant',
    content: content ?? (isOwn || Object.keys(calls).length > 0 || refusal.length > 0 ? null : ''),
    ...nameOf(encoding, turn),
    ...(refusal.length === 0 ? {} : { refusal: refusal.join('') }),
    ...replay.fields,
    ...(sealed.length === 0 ? {} : { reasoning_details: sealed }),
    ...encodeAnnotations(encoding, parts),
    ...encodeSpoken(encoding, parts),
    ...(images.length === 0 ? {} : { images }),
    ...calls,
  };
}

/** Pictures of an earlier answer: OpenAI takes none back as the assistant's. */
function pictures(encoding: Encoding, { parts }: Turn): readonly JsonObject[] {
  return parts.filter(({ kind }) => kind === 'image').flatMap((part) => encodePart(encoding, part));
}

function isText(part: JsonObject): boolean {
  return part['type'] === 'text';
}

/** A tool result, and what of it has to follow in a message of the user. */
function encodeResult(
  encoding: Encoding,
  result: ToolResultPart,
): { message: JsonObject; media: readonly JsonObject[] } {
  const { isOwn, losses, quirks, ids } = encoding;
  losses.can('tool_results');
  if (result.isError === true) losses.cannot('tool_result_error');
  const parts = result.parts.flatMap((part) => encodePart(encoding, part));
  const inPlace = isOwn || quirks.toolResultMedia === true ? parts : parts.filter(isText);
  const media = parts.filter((part) => !inPlace.includes(part));
  const content = contentOf(encoding, inPlace, { role: 'tool', between: undefined }) ?? '';
  const legacy = isLegacy(encoding, result.native);
  const { function_call, ...native } = nativesOf(encoding, result.native);
  const message = {
    ...native,
    role: legacy ? 'function' : 'tool',
    ...(legacy ? {} : { tool_call_id: ids.of(result.callId) }),
    ...(isOwn && result.name !== undefined ? { name: result.name } : {}),
    content,
    ...encodeCache(encoding, result.cache),
  };
  return { message, media };
}

/** Writes turns one by one. Pictures out of tool results wait until the results are complete: nothing may stand between. */
class MessageWriter {
  readonly #encoding: Encoding;
  readonly #messages: JsonObject[] = [];
  #media: JsonObject[] = [];

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  write(turn: Turn): void {
    const results = turn.parts.filter((part) => part.kind === 'tool_result');
    for (const result of results) this.#result(result);
    const others =
      results.length === 0 ? turn : { ...turn, parts: turn.parts.filter(({ kind }) => kind !== 'tool_result') };
    if (turn.role === 'tool' || (results.length > 0 && others.parts.length === 0)) return;
    this.flush();
    this.#messages.push(turn.role === 'assistant' ? encodeAssistant(this.#encoding, others) : this.#plain(others));
    if (turn.role === 'assistant' && !this.#encoding.isOwn)
      this.#handOn('Out of the answer above:', pictures(this.#encoding, others));
  }

  flush(): void {
    if (this.#media.length === 0) return;
    this.#messages.push({ role: 'user', content: this.#media });
    this.#media = [];
  }

  messages(): readonly JsonObject[] {
    this.flush();
    return this.#messages;
  }

  #result(result: ToolResultPart): void {
    const { message, media } = encodeResult(this.#encoding, result);
    this.#messages.push(message);
    this.#handOn(`Out of the result of ${this.#encoding.ids.of(result.callId)}:`, media);
  }

  /** Pictures where the API takes none go to the model all the same, in the next message of the user. */
  #handOn(words: string, media: readonly JsonObject[]): void {
    if (media.length === 0) return;
    const { losses, request } = this.#encoding;
    losses.drop(fieldOf('tool_result_media', request.dialect));
    this.#media.push({ type: 'text', text: words }, ...media);
  }

  #plain(turn: Turn): JsonObject {
    const { quirks, losses } = this.#encoding;
    if (turn.role !== 'user') losses.can('system');
    const role = turn.role === 'developer' && quirks.developerRole === false ? 'system' : turn.role;
    const parts = turn.parts.flatMap((part) => encodePart(this.#encoding, part));
    const content = contentOf(this.#encoding, parts, { role, between: undefined }) ?? '';
    return { ...nativesOf(this.#encoding, turn.native), role, content, ...nameOf(this.#encoding, turn) };
  }
}

function isSystem({ role }: Turn): boolean {
  return role === 'system' || role === 'developer';
}

/** Where instructions may only stand first, later ones move there. */
function inOrder({ target, losses }: Encoding, turns: readonly Turn[]): readonly Turn[] {
  const head = turns.findIndex((turn) => !isSystem(turn));
  if (!target.lacks.has('system_position') || head === -1 || !turns.slice(head).some(isSystem)) return turns;
  losses.cannot('system_position');
  return [...turns.filter(isSystem), ...turns.filter((turn) => !isSystem(turn))];
}

function asParts(content: unknown): readonly unknown[] {
  if (Array.isArray(content)) return content;
  return typeof content === 'string' && content !== '' ? [{ type: 'text', text: content }] : [];
}

function joined(one: unknown, other: unknown): unknown {
  return typeof one === 'string' && typeof other === 'string'
    ? `${one}\n\n${other}`
    : [...asParts(one), ...asParts(other)];
}

/** Neighbours of one role become one message; those with calls or results stay as they are. */
function alternating(messages: readonly JsonObject[]): readonly JsonObject[] {
  const merged: JsonObject[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    const isPair = last !== undefined && last['role'] === message['role'] && message['role'] !== 'tool';
    if (!isPair || last['tool_calls'] !== undefined || message['tool_calls'] !== undefined) merged.push(message);
    else merged[merged.length - 1] = { ...last, ...message, content: joined(last['content'], message['content']) };
  }
  return merged;
}

/** The `messages` of a request. */
export function encodeMessages(encoding: Encoding): readonly JsonObject[] {
  const writer = new MessageWriter(encoding);
  for (const turn of inOrder(encoding, encoding.request.turns)) writer.write(turn);
  return encoding.quirks.alternates === true ? alternating(writer.messages()) : writer.messages();
}
