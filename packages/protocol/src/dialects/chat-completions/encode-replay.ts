import type { Part, ReasoningPart, Signature } from '../../canonical/part.ts';
import { carrySignature } from '../../canonical/signature.ts';
import type { JsonObject } from '../../json-read.ts';
import type { Encoding } from './encoding.ts';
import { textSealId } from './parse-reasoning.ts';
import { formatOfOrigin, sealsTexts } from './reasoning-format.ts';

/** A part as entries of `reasoning_details`: the text with Anthropic's seal beside it, any other seal in an entry of its own. */
export function detailsOf(part: ReasoningPart, index: number): readonly JsonObject[] {
  const { texts, signature, summarized, itemId, native } = part;
  const common = { ...native, ...(itemId === undefined ? {} : { id: itemId }), index };
  const format = signature === undefined ? {} : { format: formatOfOrigin(signature.origin) };
  const sealed =
    signature === undefined ? [] : [{ type: 'reasoning.encrypted', data: signature.value, ...format, ...common }];
  // Anthropic's thinking whose text is withheld keeps its place beside an empty one.
  const isBeside = signature !== undefined && sealsTexts(signature);
  if (texts.length === 0 && !isBeside) return sealed;
  const text = texts.join('\n\n');
  if (summarized === true && !isBeside)
    return [{ type: 'reasoning.summary', summary: text, ...format, ...common }, ...sealed];
  const seal = signature === undefined ? {} : { signature: signature.value };
  return [{ type: 'reasoning.text', text, ...seal, ...format, ...common }];
}

/** The seal of a tool call or text as an entry that names it. */
export function sealDetail(id: string, signature: Signature): JsonObject {
  return { type: 'reasoning.encrypted', data: signature.value, format: formatOfOrigin(signature.origin), id };
}

function isReasoning(part: Part): part is ReasoningPart {
  return part.kind === 'reasoning';
}

/** True where the target can read the seal: its own, or any where it hands them on to their makers (OpenRouter). */
function takesSeal({ isOwn, target, quirks }: Encoding, signature: Signature): boolean {
  if (quirks.replay === 'reasoning_details') return true;
  return quirks.replay === undefined && (isOwn || signature.origin === target.signer);
}

/** The part as far as the target takes it. */
function readable(encoding: Encoding, part: ReasoningPart): ReasoningPart {
  const { signature, native, ...rest } = part;
  const own = encoding.isOwn && native !== undefined ? { native } : {};
  return signature !== undefined && takesSeal(encoding, signature)
    ? { ...rest, ...own, signature }
    : { ...rest, ...own };
}

function textSeal(encoding: Encoding, parts: readonly Part[]): readonly JsonObject[] {
  return parts.flatMap((part) =>
    part.kind === 'text' && part.signature !== undefined && takesSeal(encoding, part.signature)
      ? [sealDetail(textSealId, part.signature)]
      : [],
  );
}

function needsList({ signature, summarized, native }: ReasoningPart): boolean {
  return signature !== undefined || summarized === true || native !== undefined;
}

function asFields(encoding: Encoding, kept: readonly ReasoningPart[], parts: readonly Part[]): JsonObject {
  const { replay } = encoding.quirks;
  const text = kept.flatMap(({ texts }) => texts).join('\n\n');
  const key = replay === 'reasoning' ? 'reasoning' : 'reasoning_content';
  const plain = text === '' || replay === 'reasoning_details' ? {} : { [key]: text };
  const isListed = replay === 'reasoning_details' || (replay === undefined && (encoding.isOwn || kept.some(needsList)));
  const details = (isListed && kept.some(needsList)) || replay === 'reasoning_details' ? kept.flatMap(detailsOf) : [];
  const all = isListed ? [...details, ...textSeal(encoding, parts)] : [];
  return { ...plain, ...(all.length === 0 ? {} : { reasoning_details: all }) };
}

/** Earlier reasoning: fields of the message, or chunks at the beginning of its content (Mistral). */
export type Replay = { readonly fields: JsonObject; readonly chunks: readonly JsonObject[] };

/** The reasoning of an earlier turn as the target takes it back; what it cannot is lost, and said so. */
export function encodeReplay(encoding: Encoding, parts: readonly Part[]): Replay {
  const { quirks, losses } = encoding;
  const reasoning = parts.filter(isReasoning);
  const refused = quirks.replay === 'none' || encoding.target.lacks.has('reasoning_replay');
  const readableParts = refused ? [] : reasoning.map((part) => readable(encoding, part));
  const kept = readableParts.filter(({ texts, signature }) => texts.length > 0 || signature !== undefined);
  if (kept.length < reasoning.length) losses.cannot('reasoning_replay');
  if (quirks.replay !== 'thinking') return { fields: refused ? {} : asFields(encoding, kept, parts), chunks: [] };
  const chunks = kept.map(({ texts }) => ({
    type: 'thinking',
    thinking: texts.map((text) => ({ type: 'text', text })),
  }));
  return { fields: {}, chunks };
}

/** The seal on a call, where Gemini's OpenAI-compatible API has it. */
export function encodeCallSeal(encoding: Encoding, signature: Signature | undefined): JsonObject {
  if (signature === undefined || !(encoding.isOwn || signature.origin === encoding.target.signer)) return {};
  if (encoding.quirks.replay === 'reasoning_details' || encoding.quirks.replay === 'none') return {};
  const thought_signature = carrySignature({ signature, on: 'own' }, 'gemini');
  return { extra_content: { google: { thought_signature } } };
}

/** Seals of calls as entries of the list, for targets that know them there (OpenRouter). */
export function callSealDetails(encoding: Encoding, parts: readonly Part[]): readonly JsonObject[] {
  if (encoding.quirks.replay !== 'reasoning_details') return [];
  return parts.flatMap((part) =>
    part.kind === 'tool_call' && part.signature !== undefined
      ? [sealDetail(encoding.ids.of(part.id), part.signature)]
      : [],
  );
}
