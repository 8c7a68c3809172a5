import { argumentsOfInput } from '../../canonical/custom-tool.ts';
import { fieldOf } from '../../canonical/features.ts';
import type { MediaSource, Part, ReasoningPart, TextPart, ToolCallPart, ToolResultPart } from '../../canonical/part.ts';
import { asObject, type JsonObject, parseObject } from '../../json-read.ts';
import { fromAnnotation, isReplayable } from './citation.ts';
import { encodeDocument, encodeImage } from './encode-media.ts';
import { isRedacted, ownVendor, vendorOf } from './sealed.ts';
import { toWireName } from './wire-name.ts';
import { type Block, cacheOf, nativeOf, type Writing } from './writing.ts';

const nothing: readonly Block[] = [];

function citationsOf({ annotations }: TextPart, { own, losses }: Writing): Block {
  if (annotations === undefined) return {};
  if (!own) {
    // They point to documents and searches of another vendor's answer.
    if (annotations.length > 0) losses.cannot('citations');
    return {};
  }
  const citations = annotations.map(fromAnnotation).filter((one) => one !== undefined && isReplayable(one));
  return { citations };
}

/** The API refuses texts without a visible character: they are left out. */
function encodeText(part: TextPart, writing: Writing): readonly Block[] {
  // A reference to a tool, which the parser put in words.
  if (writing.own && part.native?.['type'] === 'tool_reference') {
    return [{ ...part.native, ...cacheOf(part.cache, writing) }];
  }
  if (part.text.trim() === '') return nothing;
  const { text, cache } = part;
  return [
    {
      type: 'text',
      text,
      ...citationsOf(part, writing),
      ...cacheOf(cache, writing),
      ...nativeOf(part.native, writing),
    },
  ];
}

/**
 * Reasoning goes back only with its vendor's own seal. Without one Anthropic refuses it; others who speak the dialect
 * (DeepSeek, Moonshot) seal nothing and take it bare.
 */
function encodeReasoning(part: ReasoningPart, writing: Writing): readonly Block[] {
  const { signature, texts } = part;
  const { signer } = writing.target;
  const native = nativeOf(part.native, writing);
  if (signature !== undefined && vendorOf(signature) === signer) {
    if (isRedacted(signature)) return [{ type: 'redacted_thinking', data: signature.value, ...native }];
    return [{ type: 'thinking', thinking: texts.join('\n\n'), signature: signature.value, ...native }];
  }
  if (signer !== ownVendor && texts.length > 0) return [{ type: 'thinking', thinking: texts.join('\n\n'), ...native }];
  writing.losses.cannot('reasoning_replay');
  return nothing;
}

/** The key under which Anthropic's page on fine-grained tool streaming has arguments that are no JSON. */
const invalidKey = 'INVALID_JSON';

/** The arguments of a call as the object that the dialect holds. */
export function inputOf({ arguments: text, custom }: Pick<ToolCallPart, 'arguments' | 'custom'>): JsonObject {
  if (custom === true) return parseObject(argumentsOfInput(text)) ?? {};
  if (text.trim() === '') return {};
  return parseObject(text) ?? { [invalidKey]: text };
}

function encodeCall(part: ToolCallPart, writing: Writing): readonly Block[] {
  // Calls are sealed by Gemini only; this dialect has no place for it.
  if (part.signature !== undefined) writing.losses.cannot('reasoning_replay');
  return [
    {
      type: 'tool_use',
      id: toWireName(part.id),
      name: toWireName(part.name),
      input: inputOf(part),
      ...cacheOf(part.cache, writing),
      ...nativeOf(part.native, writing),
    },
  ];
}

function isErrorOf({ isError }: ToolResultPart, { losses }: Writing): Block {
  if (isError === undefined) return {};
  if (isError && !losses.can('tool_result_error')) return {};
  return { is_error: isError };
}

function encodeResult(part: ToolResultPart, writing: Writing): readonly Block[] {
  const { losses } = writing;
  losses.can('tool_results');
  if (part.parts.some(({ kind }) => kind !== 'text')) losses.can('tool_result_media');
  const content = part.parts.flatMap((one) => encodePart(one, writing));
  return [
    {
      type: 'tool_result',
      tool_use_id: toWireName(part.callId),
      ...(content.length === 0 ? {} : { content }),
      ...isErrorOf(part, writing),
      ...cacheOf(part.cache, writing),
      ...nativeOf(part.native, writing),
    },
  ];
}

function encodeSource(source: MediaSource, writing: Writing): readonly Block[] {
  return source.kind === 'parts' ? source.parts.flatMap((one) => encodePart(one, writing)) : nothing;
}

function wordsOf(text: string | undefined): readonly Block[] {
  return text === undefined || text.trim() === '' ? nothing : [{ type: 'text', text }];
}

/** The content blocks that a part of a request is; none where it cannot travel, which is said or refused. */
export function encodePart(part: Part, writing: Writing): readonly Block[] {
  const { losses, own, request } = writing;
  switch (part.kind) {
    case 'text':
      return encodeText(part, writing);
    case 'refusal':
      return wordsOf(part.text);
    case 'reasoning':
      return encodeReasoning(part, writing);
    case 'tool_call':
      return encodeCall(part, writing);
    case 'tool_result':
      return encodeResult(part, writing);
    case 'image':
      return [encodeImage(part, writing)];
    case 'document':
      return [encodeDocument(part, encodeSource(part.source, writing), writing)];
    case 'audio':
      if (part.transcript === undefined) losses.cannot('audio_input');
      else losses.drop(fieldOf('audio_output', request.dialect));
      return wordsOf(part.transcript);
    case 'video':
      losses.cannot('video_input');
      return nothing;
    case 'server_tool':
      if (own) return [{ ...part.value }];
      // What came of it stands in the answer's text.
      losses.drop(fieldOf('builtin_tools', request.dialect));
      return nothing;
    case 'native':
      if (own) return [{ ...asObject(part.value) }];
      losses.cannot('builtin_tools', `${fieldOf('multi_turn', request.dialect)}.${part.type}`);
      return nothing;
  }
}
