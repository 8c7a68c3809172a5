import { argumentsOfInput } from '../../canonical/custom-tool.ts';
import type { Part, ReasoningPart, Signature, TextPart, ToolCallPart } from '../../canonical/part.ts';
import { type CarriedSignature, carrySignature } from '../../canonical/signature.ts';
import { type JsonObject, objectAt, textAt } from '../../json-read.ts';
import { directCaller, isNativeBlock, isServerToolBlock } from './block-kind.ts';
import { answerCitation } from './citation.ts';
import { inputOf } from './encode-part.ts';
import { ownVendor, redactedOrigin, vendorOf } from './sealed.ts';
import { toWireName } from './wire-name.ts';

/** The data of a redacted block: Anthropic's own as it came, any other seal wrapped. */
export function redactedData({ signature, on }: CarriedSignature): string {
  const own = vendorOf(signature) === ownVendor;
  return own && on === 'own' ? signature.value : carrySignature({ signature, on }, redactedOrigin(ownVendor));
}

/** The signature of a thinking block. */
export function thinkingSignature(signature: Signature): string {
  return carrySignature({ signature, on: 'own' }, ownVendor);
}

/** A block that carries the seal of the part beside it, which has no place for one. */
function carrier(signature: Signature | undefined): readonly JsonObject[] {
  return signature === undefined ? [] : [{ type: 'redacted_thinking', data: redactedData({ signature, on: 'next' }) }];
}

/** Who made the call, as clients' types demand: the model itself, unless code of its own did. */
export function callNative(native: JsonObject | undefined): JsonObject {
  // An answer does not say in whose words its native fields are, so only this one is taken.
  return { caller: objectAt(native, 'caller') ?? directCaller };
}

/** A block in this dialect, or undefined for another's. */
export function ownBlock(value: JsonObject): JsonObject | undefined {
  const type = textAt(value, 'type') ?? '';
  return isServerToolBlock(type) || isNativeBlock(type) ? value : undefined;
}

function textBlocks({ text, annotations, signature }: TextPart): readonly JsonObject[] {
  const citations = annotations?.map(answerCitation).filter((one) => one !== undefined) ?? [];
  // Clients that send an empty text back are refused.
  if (text === '' && citations.length === 0) {
    return signature === undefined ? [] : [{ type: 'redacted_thinking', data: redactedData({ signature, on: 'own' }) }];
  }
  return [...carrier(signature), { type: 'text', text, citations: citations.length === 0 ? null : citations }];
}

function reasoningBlocks({ texts, signature }: ReasoningPart): readonly JsonObject[] {
  if (texts.length > 0) {
    const sealed = signature === undefined ? '' : thinkingSignature(signature);
    return [{ type: 'thinking', thinking: texts.join('\n\n'), signature: sealed }];
  }
  return signature === undefined ? [] : [{ type: 'redacted_thinking', data: redactedData({ signature, on: 'own' }) }];
}

function callBlocks(part: ToolCallPart): readonly JsonObject[] {
  const { id, name, signature, native } = part;
  return [
    ...carrier(signature),
    { type: 'tool_use', id: toWireName(id), name, input: inputOf(part), ...callNative(native) },
  ];
}

/** The JSON text of a call's arguments. */
export function argumentsText({ arguments: text, custom }: Pick<ToolCallPart, 'arguments' | 'custom'>): string {
  return custom === true ? argumentsOfInput(text) : text;
}

/**
 * The blocks of an answer that a part is. None for what no message can hold: pictures, sound, steps of another vendor's
 * tools, which a client of this dialect cannot have asked for.
 */
export function encodeBlocks(part: Part): readonly JsonObject[] {
  switch (part.kind) {
    case 'text':
      return textBlocks(part);
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', text: part.text, citations: null }];
    case 'reasoning':
      return reasoningBlocks(part);
    case 'tool_call':
      return callBlocks(part);
    case 'server_tool':
    case 'native': {
      const block = ownBlock(part.value);
      return block === undefined ? [] : [block];
    }
    case 'audio':
      return part.transcript === undefined ? [] : [{ type: 'text', text: part.transcript, citations: null }];
    default:
      return [];
  }
}
