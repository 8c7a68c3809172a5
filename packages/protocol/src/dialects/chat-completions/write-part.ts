import type { ChatRequest } from '../../canonical/chat-request.ts';
import { inputOfArguments } from '../../canonical/custom-tool.ts';
import type { AudioPart, ImagePart, ReasoningPart, ToolCallPart } from '../../canonical/part.ts';
import { carrySignature } from '../../canonical/signature.ts';
import type { JsonObject } from '../../json-read.ts';
import { detailsOf } from './encode-replay.ts';
import { dataUrl } from './media.ts';

/** What an answer's own fields besides OpenAI's are kept under when it goes to a client of this dialect. */
const answerFields: ReadonlySet<string> = new Set([
  'system_fingerprint',
  'citations',
  'search_results',
  'images',
  'related_questions',
  'provider',
  'prompt_filter_results',
  'x_groq',
]);

/** The fields of an upstream's answer that clients of this dialect know. */
export function answerNatives(native: JsonObject | undefined): JsonObject {
  const known = Object.entries(native ?? {}).filter(([field]) => answerFields.has(field));
  return Object.fromEntries(known);
}

/** True where the list says more than the text: a seal, that it is a summary, or an item's id. */
export function needsDetails({ signature, summarized, itemId }: ReasoningPart): boolean {
  return signature !== undefined || summarized === true || itemId !== undefined;
}

/** A reasoning part as entries of `reasoning_details`. */
export function writeDetails(part: ReasoningPart, index: number): readonly JsonObject[] {
  return needsDetails(part) ? detailsOf(part, index) : [];
}

/** The names of the request's free-text tools: a target without them called functions in their place. */
export function customNames(request: ChatRequest | undefined): ReadonlySet<string> {
  return new Set(request?.tools.flatMap((tool) => (tool.kind === 'custom' ? [tool.name] : [])));
}

/** True for a call in the old field `function_call`. */
export function isLegacyCall({ native }: ToolCallPart): boolean {
  return native?.['function_call'] === true;
}

/** The seal of a call, in Gemini's place for it. */
export function writeCallSeal({ signature }: Pick<ToolCallPart, 'signature'>): JsonObject {
  if (signature === undefined) return {};
  return { extra_content: { google: { thought_signature: carrySignature({ signature, on: 'own' }, 'gemini') } } };
}

/** A call as an entry of `tool_calls`. */
export function writeCall(call: ToolCallPart, custom: ReadonlySet<string>): JsonObject {
  const { id, name } = call;
  if (call.custom === true || custom.has(name)) {
    const input = call.custom === true ? call.arguments : inputOfArguments(call.arguments);
    return { id, type: 'custom', custom: { name, input }, ...writeCallSeal(call) };
  }
  return { id, type: 'function', function: { name, arguments: call.arguments }, ...writeCallSeal(call) };
}

/** A picture as an entry of OpenRouter's `images`; one that a vendor holds has no form. */
export function writeImage({ source }: ImagePart): JsonObject | undefined {
  if (source.kind === 'base64') {
    return { type: 'image_url', image_url: { url: dataUrl(source.mediaType, source.data) } };
  }
  return source.kind === 'url' ? { type: 'image_url', image_url: { url: source.url } } : undefined;
}

/** Sound as the `audio` of a message; the schema demands all four. */
export function writeAudio(part: AudioPart, callId: string): JsonObject {
  const { source, transcript = '', id, expiresAtSeconds = 0 } = part;
  const data = source.kind === 'base64' ? source.data : '';
  return { id: id ?? `audio_${callId}`, data, expires_at: expiresAtSeconds, transcript };
}
